package org.gateway4j.benchmarks.host;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.gateway4j.Gateway;
import org.gateway4j.Headers;
import org.gateway4j.async.AsyncGateway;

/** Netty with its HTTP codec and one handler, and as many I/O threads as there are cores. */
final class NettyHost {

    private NettyHost() {}

    static int startStatic() {
        return start(channel -> channel.pipeline().addLast(new StaticAnswer()));
    }

    /** With a handler that hands each request to a thread that may block. */
    static int startBlocking(Gateway gateway, int threads) {
        Executor workers = Executors.newFixedThreadPool(threads);
        return start(channel -> channel.pipeline().addLast(new NettyBlockingHandler(gateway, workers)));
    }

    /** With a handler on the I/O threads. */
    static int startLoop(AsyncGateway gateway) {
        NettyLoops loops = new NettyLoops();
        return start(
                channel -> channel.pipeline().addLast(new NettyLoopHandler(gateway, loops.of(channel.eventLoop()))));
    }

    private interface Pipeline {
        void complete(Channel channel);
    }

    private static int start(Pipeline pipeline) {
        EventLoopGroup threads =
                new MultiThreadIoEventLoopGroup(Runtime.getRuntime().availableProcessors(), NioIoHandler.newFactory());
        Channel server = new ServerBootstrap()
                .group(threads)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new HttpServerCodec());
                        pipeline.complete(channel);
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    /** The same answer to all. */
    @SuppressWarnings("FutureReturnValueIgnored") // Writes fail only if the client is gone, which closes the channel.
    private static final class StaticAnswer extends SimpleChannelInboundHandler<HttpObject> {

        private static final Headers HEADERS = Headers.of(StaticContent.HEADERS);

        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
            if (message instanceof HttpRequest) {
                context.writeAndFlush(NettyMessages.whole(200, HEADERS, Unpooled.wrappedBuffer(StaticContent.BODY)));
            }
        }
    }
}
