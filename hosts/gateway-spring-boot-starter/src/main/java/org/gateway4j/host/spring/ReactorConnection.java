package org.gateway4j.host.spring;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.HttpConversionUtil.ExtensionHeaderNames;
import io.netty.handler.ssl.SslHandler;
import java.util.Arrays;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.AbstractServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.util.ClassUtils;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** What Reactor Netty knows of a request, and Spring does not tell. */
final class ReactorConnection {

    private static final boolean PRESENT = ClassUtils.isPresent(
            "reactor.netty.http.server.HttpServerRequest", ReactorConnection.class.getClassLoader());

    private final HttpServerRequest request;
    private final Channel channel;
    private final @Nullable DecoderWatch decoder;

    private ReactorConnection(HttpServerRequest request, Channel channel) {
        this.request = request;
        this.channel = channel;
        this.decoder = DecoderWatch.of(channel);
    }

    /** The connection of a request, or null if its server is another one. */
    static @Nullable ReactorConnection of(ServerHttpRequest request) {
        if (!PRESENT
                || !(request instanceof AbstractServerHttpRequest || request instanceof ServerHttpRequestDecorator)) {
            return null;
        }
        Object server = ServerHttpRequestDecorator.<Object>getNativeRequest(request);
        if (!(server instanceof HttpServerRequest reactor)) {
            return null;
        }
        ReactorConnection[] found = new ReactorConnection[1];
        reactor.withConnection(connection -> found[0] = new ReactorConnection(reactor, connection.channel()));
        return found[0];
    }

    /** The target as it stood on the request line. */
    String target() {
        return request.uri();
    }

    String protocol() {
        return request.version().text();
    }

    /** Whether a field is none of the client's: Netty tells by fields what HTTP/2 does not tell by fields. */
    boolean isOfTheCodec(String name) {
        return channel instanceof Http2StreamChannel
                && Arrays.stream(ExtensionHeaderNames.values())
                        .anyMatch(own -> own.text().contentEqualsIgnoreCase(name));
    }

    EventLoop loop() {
        return channel.eventLoop();
    }

    /** The session of the client's TLS connection, or null if it is not encrypted. */
    @Nullable
    SSLSession tls() {
        Channel connection = channel instanceof Http2StreamChannel ? channel.parent() : channel;
        SslHandler tls = connection.pipeline().get(SslHandler.class);
        return tls == null ? null : tls.engine().getSession();
    }

    /** Why what the client sends cannot be read, or null if it can. */
    @Nullable
    Throwable decoderFailure() {
        return decoder == null ? null : decoder.failure();
    }

    /** Lets the end of the connection end the response, where a client of HTTP/1.0 knows no chunks. */
    void frameByClosing() {
        if (request instanceof HttpServerResponse response && protocol().equals("HTTP/1.0")) {
            response.chunkedTransfer(false).keepAlive(false);
        }
    }

    /** Closes the connection, or resets the stream of HTTP/2. Reactor Netty itself would end the chunks as if all had come. */
    @SuppressWarnings("FutureReturnValueIgnored") // Nothing follows from a failed close.
    void close() {
        channel.close();
    }
}
