package org.gateway4j.examples;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.gateway4j.Endpoint;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.host.HostConfig;
import org.gateway4j.host.Mounts;
import org.gateway4j.host.netty.GatewayHandler;
import org.gateway4j.script.ScriptMapper;

/** The code of docs/guide/hosts/netty.md, compiled. */
final class DocumentedHostsNetty {

    private DocumentedHostsNetty() {}

    static Channel serve() {
        AsyncGateway blog = FastCgiGateway.builder(Endpoint.parse("unix:/run/php/php-fpm.sock"))
                .scripts(ScriptMapper.documentRoot(Path.of("/srv/blog")))
                .buildAsync();
        GatewayHandler gateways =
                new GatewayHandler(Mounts.builder().mount("/blog", blog).build());
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory());
        ServerBootstrap server = new ServerBootstrap().group(loops).channel(NioServerSocketChannel.class);
        server.childHandler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new HttpServerCodec(), gateways);
            }
        });
        return server.bind(8080).syncUninterruptibly().channel();
    }

    static GatewayHandler blocking(Mounts mounts) {
        ExecutorService threads = Executors.newFixedThreadPool(64);
        GatewayHandler gateways = new GatewayHandler(mounts, HostConfig.defaults(), threads);
        return gateways;
    }

    static void http2(Channel connection, GatewayHandler gateways) {
        connection
                .pipeline()
                .addLast(
                        Http2FrameCodecBuilder.forServer().build(),
                        new Http2MultiplexHandler(new ChannelInitializer<>() {
                            @Override
                            protected void initChannel(Channel stream) {
                                stream.pipeline().addLast(new Http2StreamFrameToHttpObjectCodec(true), gateways);
                            }
                        }));
    }
}
