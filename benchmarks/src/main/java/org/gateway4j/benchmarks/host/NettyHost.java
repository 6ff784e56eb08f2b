package org.gateway4j.benchmarks.host;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.gateway4j.Gateway;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.host.netty.GatewayHandler;

/** Netty with its HTTP codec and one handler, and as many I/O threads as there are cores. */
final class NettyHost {

    private NettyHost() {}

    static int startStatic() {
        return start(new StaticAnswer());
    }

    /** With a handler that hands each request to a thread that may block. */
    static int startBlocking(Gateway gateway, int threads) {
        Executor workers = Executors.newFixedThreadPool(threads);
        return start(new GatewayHandler(gateway, workers));
    }

    /** With a handler on the I/O threads. */
    static int startLoop(AsyncGateway gateway) {
        return start(new GatewayHandler(gateway));
    }

    private static int start(ChannelHandler handler) {
        EventLoopGroup threads =
                new MultiThreadIoEventLoopGroup(Runtime.getRuntime().availableProcessors(), NioIoHandler.newFactory());
        Channel server = new ServerBootstrap()
                .group(threads)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new HttpServerCodec(), handler);
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    /** The same answer to all. */
    @Sharable
    @SuppressWarnings("FutureReturnValueIgnored") // Writes fail only if the client is gone, which closes the channel.
    private static final class StaticAnswer extends SimpleChannelInboundHandler<HttpObject> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
            if (message instanceof HttpRequest) {
                context.writeAndFlush(answer());
            }
        }

        private static HttpResponse answer() {
            HttpResponse answer = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.wrappedBuffer(StaticContent.BODY));
            for (int i = 0; i < StaticContent.HEADERS.length; i += 2) {
                answer.headers().add(StaticContent.HEADERS[i], StaticContent.HEADERS[i + 1]);
            }
            HttpUtil.setContentLength(answer, StaticContent.BODY.length);
            return answer;
        }
    }
}
