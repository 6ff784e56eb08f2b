package org.gateway4j.benchmarks.host;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Iterator;
import java.util.Map;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Headers;
import org.jspecify.annotations.Nullable;

/** Requests without a body, and responses, between Netty's codec and a gateway. */
final class NettyMessages {

    private NettyMessages() {}

    static GatewayRequest request(Channel client, HttpRequest request) {
        GatewayRequest.Builder copy = GatewayRequest.builder(request.method().name(), request.uri())
                .protocol(request.protocolVersion().text())
                .remoteAddress(inet(client.remoteAddress()))
                .localAddress(inet(client.localAddress()));
        Iterator<Map.Entry<CharSequence, CharSequence>> fields =
                request.headers().iteratorCharSequence();
        while (fields.hasNext()) {
            Map.Entry<CharSequence, CharSequence> field = fields.next();
            copy.header(field.getKey().toString(), field.getValue().toString());
        }
        return copy.build();
    }

    private static @Nullable InetSocketAddress inet(SocketAddress address) {
        return address instanceof InetSocketAddress inet ? inet : null;
    }

    /** A response that is whole, with its length. */
    static HttpResponse whole(int status, Headers headers, ByteBuf body) {
        HttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), body);
        copy(headers, response);
        HttpUtil.setContentLength(response, body.readableBytes());
        return response;
    }

    /** The head of a response whose body follows in pieces. */
    static HttpResponse begun(int status, Headers headers) {
        HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
        copy(headers, response);
        HttpUtil.setTransferEncodingChunked(response, !response.headers().contains(HttpHeaderNames.CONTENT_LENGTH));
        return response;
    }

    private static void copy(Headers headers, HttpResponse response) {
        for (int i = 0; i < headers.size(); i++) {
            response.headers().add(headers.name(i), headers.value(i));
        }
    }
}
