package org.gateway4j.host.netty;

import io.netty.channel.Channel;
import java.util.function.BiConsumer;

/** A server, an application at {@code /app} and {@code /too}, and a look at what they leave behind. */
abstract class HandlerFixture extends org.gateway4j.contract.host.HandlerFixture<NettyHost> {

    void start(BiConsumer<Channel, GatewayHandler> pipeline) {
        serving(NettyHost.start(setup(), NettyServer.Kind.NIO, NettyHost.Gateways.ASYNC, pipeline));
    }
}
