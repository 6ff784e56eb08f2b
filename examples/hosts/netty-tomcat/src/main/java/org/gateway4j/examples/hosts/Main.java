package org.gateway4j.examples.hosts;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import org.gateway4j.Endpoint;
import org.gateway4j.ajp.AjpGateway;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.host.Mounts;
import org.gateway4j.host.netty.GatewayHandler;

/** A Tomcat that speaks AJP13 behind Netty, on its event loops. */
final class Main {

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        int port = Integer.parseInt(System.getProperty("port", "8080"));
        AsyncGateway tomcat = AjpGateway.builder(Endpoint.parse(System.getProperty("tomcat", "127.0.0.1:8009")))
                .secret(System.getProperty("secret", "changeit"))
                .buildAsync();
        GatewayHandler gateways = new GatewayHandler(Mounts.of(tomcat));
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory());
        ServerBootstrap server = new ServerBootstrap().group(loops).channel(NioServerSocketChannel.class);
        server.childHandler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new HttpServerCodec(), gateways);
            }
        });
        try {
            server.bind("127.0.0.1", port).sync().channel().closeFuture().sync();
        } finally {
            loops.shutdownGracefully().sync();
        }
    }
}
