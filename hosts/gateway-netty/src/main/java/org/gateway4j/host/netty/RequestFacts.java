package org.gateway4j.host.netty;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.HttpConversionUtil.ExtensionHeaderNames;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Iterator;
import java.util.Map;
import javax.net.ssl.SSLSession;
import org.gateway4j.RequestBody;
import org.gateway4j.host.HostRequest;
import org.jspecify.annotations.Nullable;

/** Tells a relay what Netty knows of a request. */
final class RequestFacts {

    private RequestFacts() {}

    static HostRequest hostRequest(Channel channel, HttpRequest request, RequestBody body) {
        boolean stream = channel instanceof Http2StreamChannel;
        Channel connection = stream ? channel.parent() : channel;
        HostRequest facts = HostRequest.of(request.method().name(), request.uri())
                .protocol(stream ? "HTTP/2.0" : request.protocolVersion().text())
                .body(body)
                .remoteAddress(inet(connection.remoteAddress()))
                .localAddress(inet(connection.localAddress()))
                .tls(session(connection));
        addFields(facts, request, stream);
        return facts;
    }

    private static @Nullable InetSocketAddress inet(@Nullable SocketAddress address) {
        return address instanceof InetSocketAddress inet ? inet : null;
    }

    private static @Nullable SSLSession session(Channel connection) {
        SslHandler tls = connection.pipeline().get(SslHandler.class);
        return tls == null ? null : tls.engine().getSession();
    }

    private static void addFields(HostRequest facts, HttpRequest request, boolean stream) {
        Iterator<Map.Entry<CharSequence, CharSequence>> fields =
                request.headers().iteratorCharSequence();
        while (fields.hasNext()) {
            Map.Entry<CharSequence, CharSequence> field = fields.next();
            String name = field.getKey().toString();
            if (!stream || !isOfTheCodec(name)) {
                facts.field(name, field.getValue().toString());
            }
        }
    }

    /** Netty tells by fields what HTTP/2 does not tell by fields. */
    private static boolean isOfTheCodec(String name) {
        for (ExtensionHeaderNames own : ExtensionHeaderNames.values()) {
            if (own.text().contentEqualsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }
}
