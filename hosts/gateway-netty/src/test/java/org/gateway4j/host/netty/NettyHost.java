package org.gateway4j.host.netty;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.gateway4j.Gateway;
import org.gateway4j.PoolStats;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.contract.host.HostSetup;
import org.gateway4j.contract.host.RunningHost;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.host.HostConfig;
import org.gateway4j.host.Mounts;

/** A server of Netty with gateways. */
final class NettyHost implements RunningHost {

    /** What the mounts of a server are built with. */
    enum Gateways {
        BLOCKING,
        ASYNC
    }

    private final List<Supplier<PoolStats>> stats = new ArrayList<>();
    private final List<AutoCloseable> gateways = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private NettyServer server;

    /** Serves HTTP/1. */
    static NettyHost start(HostSetup setup, NettyServer.Kind kind, Gateways gateways) {
        return start(setup, kind, gateways, NettyHost::http1);
    }

    /** Serves what a pipeline says. */
    static NettyHost start(
            HostSetup setup, NettyServer.Kind kind, Gateways gateways, BiConsumer<Channel, GatewayHandler> pipeline) {
        NettyHost host = new NettyHost();
        Mounts.Builder mounts = Mounts.builder();
        for (HostSetup.Mount mount : setup.mounts()) {
            FastCgiGateway.Builder builder = setup.configure(FastCgiGateway.builder(mount.endpoint()))
                    .scripts(setup.scripts())
                    .pool(setup.settings().pool());
            if (gateways == Gateways.BLOCKING) {
                Gateway gateway = builder.build();
                mounts.mount(mount.path(), gateway);
                host.own(gateway, gateway::stats);
            } else {
                AsyncGateway gateway = builder.buildAsync();
                mounts.mount(mount.path(), gateway);
                host.own(gateway, gateway::stats);
            }
        }
        host.listen(kind, mounts.build(), pipeline);
        return host;
    }

    /** Serves HTTP/1 with gateways for event loops. */
    static NettyHost start(NettyServer.Kind kind, Mounts mounts, List<AsyncGateway> gateways) {
        NettyHost host = new NettyHost();
        gateways.forEach(gateway -> host.own(gateway, gateway::stats));
        host.listen(kind, mounts, NettyHost::http1);
        return host;
    }

    private static void http1(Channel channel, GatewayHandler gateways) {
        channel.pipeline().addLast(new HttpServerCodec(new HttpDecoderConfig().setMaxHeaderSize(64 * 1024)), gateways);
    }

    private void listen(NettyServer.Kind kind, Mounts mounts, BiConsumer<Channel, GatewayHandler> pipeline) {
        GatewayHandler handler = new GatewayHandler(mounts, HostConfig.defaults(), threads);
        server = NettyServer.start(kind, channel -> pipeline.accept(channel, handler));
    }

    private void own(AutoCloseable gateway, Supplier<PoolStats> figures) {
        gateways.add(gateway);
        stats.add(figures);
    }

    @Override
    public InetSocketAddress address() {
        return server.address();
    }

    @Override
    public List<PoolStats> stats() {
        return stats.stream().map(Supplier::get).toList();
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable gateway : gateways) {
            gateway.close();
        }
        server.close();
        threads.shutdownNow();
    }
}
