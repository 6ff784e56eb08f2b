package org.gateway4j.benchmarks.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayCall;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Headers;
import org.gateway4j.RequestBody;
import org.gateway4j.ajp.AjpGateway;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.host.netty.NettyLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both handlers pass large answers on whole, and broken ones not as if they were whole. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class NettyHandlersTest {

    /** More than any server holds back. */
    private static final int LARGE = 4_000_000;

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final EventLoopGroup threads = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

    @TempDir
    Path directory;

    enum Kind {
        BLOCKING,
        LOOP
    }

    @AfterEach
    void stop() {
        threads.shutdownGracefully().syncUninterruptibly();
        workers.shutdownNow();
    }

    private static byte[] content(int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        return content;
    }

    private HttpResponse<byte[]> get(Kind kind, InputStream body) throws IOException, InterruptedException {
        GatewayResponse answer = GatewayResponse.of(200, Headers.empty(), RequestBody.of(body, -1));
        GatewayCall call = mock(GatewayCall.class);
        when(call.dispatch()).thenReturn(answer);
        Gateway gateway = mock(Gateway.class);
        when(gateway.name()).thenReturn("test");
        when(gateway.newCall(any())).thenReturn(call);
        when(gateway.dispatch(any())).thenReturn(answer);
        return get(kind, gateway);
    }

    private HttpResponse<byte[]> get(Kind kind, Gateway gateway) throws IOException, InterruptedException {
        int port = listen(loop -> handler(kind, gateway, loop));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private ChannelHandler handler(Kind kind, Gateway gateway, EventLoop loop) {
        return kind == Kind.BLOCKING
                ? new NettyBlockingHandler(gateway, workers)
                : new NettyLoopHandler(AsyncGateway.over(gateway, workers), NettyLoop.of(loop));
    }

    private int listen(Function<EventLoop, ChannelHandler> handlers) {
        Channel server = new ServerBootstrap()
                .group(threads)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new HttpServerCodec(), handlers.apply(channel.eventLoop()));
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    private static InputStream broken() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("broken off");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return read();
            }
        };
    }

    @ParameterizedTest
    @EnumSource
    void smallAnswerIsWhole(Kind kind) throws Exception {
        assertArrayEquals(
                content(200), get(kind, new ByteArrayInputStream(content(200))).body());
    }

    @ParameterizedTest
    @EnumSource
    void largeAnswerIsWhole(Kind kind) throws Exception {
        assertArrayEquals(
                content(LARGE),
                get(kind, new ByteArrayInputStream(content(LARGE))).body());
    }

    @ParameterizedTest
    @EnumSource
    void answerThatBreaksOffBreaksOffForTheClientToo(Kind kind) {
        InputStream begun = new ByteArrayInputStream(content(LARGE));

        assertThrows(IOException.class, () -> get(kind, new SequenceInputStream(begun, broken())));
    }

    @ParameterizedTest
    @EnumSource
    void clientHearsOfAnApplicationThatIsNotThere(Kind kind) throws Exception {
        Endpoint nobody = Endpoint.parse("unix:" + directory.resolve("nobody"));
        try (Gateway gateway = AjpGateway.builder(nobody).build()) {
            assertEquals(502, get(kind, gateway).statusCode());
        }
    }
}
