package org.gateway4j.benchmarks.host;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Headers;
import org.gateway4j.RequestBody;
import org.jspecify.annotations.Nullable;

/** A gateway behind Jetty's core server, on Jetty's own threads. */
final class JettyGatewayHandler extends Handler.Abstract {

    private final Gateway gateway;

    JettyGatewayHandler(Gateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        try (GatewayResponse answer = gateway.dispatch(gatewayRequest(request))) {
            response.setStatus(answer.status());
            Headers headers = answer.headers();
            for (int i = 0; i < headers.size(); i++) {
                response.getHeaders().add(headers.name(i), headers.value(i));
            }
            OutputStream output = Response.asBufferedOutputStream(request, response);
            answer.body().transferTo(output);
            output.close();
            callback.succeeded();
        } catch (GatewayException e) {
            if (response.isCommitted()) {
                // Succeeding would make a cut response look whole.
                callback.failed(e);
            } else {
                Response.writeError(request, response, callback, e.suggestedStatus());
            }
        } catch (IOException e) {
            callback.failed(e);
        }
        return true;
    }

    private static GatewayRequest gatewayRequest(Request request) {
        GatewayRequest.Builder copy = GatewayRequest.builder(
                        request.getMethod(), request.getHttpURI().getPathQuery())
                .protocol(request.getConnectionMetaData().getHttpVersion().asString())
                .scheme(request.getHttpURI().getScheme())
                .remoteAddress(inet(request.getConnectionMetaData().getRemoteSocketAddress()))
                .localAddress(inet(request.getConnectionMetaData().getLocalSocketAddress()));
        for (HttpField field : request.getHeaders()) {
            copy.header(field.getName(), field.getValue());
        }
        long length = request.getLength();
        if (length != 0) {
            copy.body(RequestBody.of(Content.Source.asInputStream(request), length));
        }
        return copy.build();
    }

    private static @Nullable InetSocketAddress inet(SocketAddress address) {
        return address instanceof InetSocketAddress inet ? inet : null;
    }
}
