package org.gateway4j.host.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.ssl.SslHandler;
import org.gateway4j.host.ResponseHead;

/** How a client learns where its response ends, and whether its connection goes on. */
final class Framing {

    private enum End {
        /** Known from the head alone. */
        DECLARED,
        CHUNKS,
        CONNECTION
    }

    private final boolean chunks;
    private final boolean keepAlive;
    private final boolean tellsKeepAlive;
    private End end = End.DECLARED;
    private boolean persistent = true;

    Framing(HttpRequest request, Channel channel) {
        boolean old = request.protocolVersion().compareTo(HttpVersion.HTTP_1_1) < 0;
        chunks = !old;
        keepAlive = channel instanceof Http2StreamChannel || HttpUtil.isKeepAlive(request);
        tellsKeepAlive = old;
    }

    /** Whether the connection goes on after this response, by what the client was told. */
    boolean persists() {
        return persistent;
    }

    /** The head of a response that follows part by part. */
    HttpResponse begun(ResponseHead head, boolean mayPersist) {
        if (head.hasBody() && head.length() < 0) {
            end = chunks ? End.CHUNKS : End.CONNECTION;
        }
        HttpHeaders headers = headers(head, mayPersist);
        if (head.length() >= 0) {
            declare(headers, head.length());
        } else if (end == End.CHUNKS) {
            headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
        return new DefaultHttpResponse(HttpVersion.HTTP_1_1, status(head), headers);
    }

    /** A response with all of its body. */
    HttpResponse whole(ResponseHead head, ByteBuf body, boolean mayPersist) {
        HttpHeaders headers = headers(head, mayPersist);
        if (head.length() >= 0) {
            declare(headers, head.length());
        } else if (head.hasBody()) {
            declare(headers, body.readableBytes());
        }
        return new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, status(head), body, headers, EmptyHttpHeaders.INSTANCE);
    }

    private static void declare(HttpHeaders headers, long length) {
        headers.set(HttpHeaderNames.CONTENT_LENGTH, Long.toString(length));
    }

    private HttpHeaders headers(ResponseHead head, boolean mayPersist) {
        HttpHeaders headers =
                DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
        head.datedHeaders().forEach((name, value) -> headers.add(name, value));
        persistent = keepAlive && mayPersist && end != End.CONNECTION;
        if (!persistent) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (tellsKeepAlive) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
        return headers;
    }

    private static HttpResponseStatus status(ResponseHead head) {
        HttpResponseStatus known = HttpResponseStatus.valueOf(head.status());
        return head.reason().isEmpty() || head.reason().equals(known.reasonPhrase())
                ? known
                : new HttpResponseStatus(head.status(), head.reason());
    }

    /** Before the connection is closed within a response: a reset, where a client takes an orderly close for the end. */
    @SuppressWarnings("FutureReturnValueIgnored") // Nothing follows from a failed close.
    void cut(ChannelHandlerContext context) {
        if (end != End.CONNECTION) {
            return;
        }
        Channel channel = context.channel();
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        ChannelHandlerContext tls = channel.pipeline().context(SslHandler.class);
        if (tls != null) {
            tls.close();
        }
    }
}
