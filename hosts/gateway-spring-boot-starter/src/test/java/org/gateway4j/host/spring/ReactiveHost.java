package org.gateway4j.host.spring;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.gateway4j.PoolStats;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.contract.host.HostSetup;
import org.gateway4j.contract.host.RunningHost;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.host.HostConfig;
import org.gateway4j.host.Mounts;
import org.gateway4j.testkit.Await;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

/** A Reactor Netty server with the filter of reactive applications, on a port and loops of its own. It is not closed before all its buffers are released. */
final class ReactiveHost implements RunningHost {

    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();

    static {
        ByteBufUtil.setLeakListener((type, records) -> LEAKS.add(type + records));
    }

    private final UnpooledByteBufAllocator buffers = new UnpooledByteBufAllocator(true);

    private final List<AsyncGateway> gateways;
    private final ReactiveLoops lent = new ReactiveLoops();
    private final LoopResources loops = LoopResources.create("reactive-host", 2, true);
    private final DisposableServer server;

    private ReactiveHost(Mounts mounts, List<AsyncGateway> gateways, HttpProtocol protocol) {
        this.gateways = gateways;
        server = HttpServer.create()
                .host(InetAddress.getLoopbackAddress().getHostAddress())
                .port(0)
                .runOn(loops)
                .protocol(protocol)
                .childOption(ChannelOption.ALLOCATOR, buffers)
                .handle(new ReactorHttpHandlerAdapter(WebHttpHandlerBuilder.webHandler(exchange -> {
                            exchange.getResponse().setStatusCode(HttpStatus.NOT_FOUND);
                            return exchange.getResponse().setComplete();
                        })
                        .filter(new ReactiveGatewayFilter(
                                mounts, new ExchangesInFlight(), HostConfig.defaults(), lent, 0))
                        .build()))
                .bindNow();
    }

    static ReactiveHost start(HostSetup setup) {
        return start(setup, HttpProtocol.HTTP11);
    }

    /** A server that speaks another protocol. */
    static ReactiveHost start(HostSetup setup, HttpProtocol protocol) {
        Mounts.Builder mounts = Mounts.builder();
        List<AsyncGateway> gateways = new ArrayList<>();
        for (HostSetup.Mount mount : setup.mounts()) {
            AsyncGateway gateway = setup.configure(FastCgiGateway.builder(mount.endpoint()))
                    .scripts(setup.scripts())
                    .pool(setup.settings().pool())
                    .buildAsync();
            gateways.add(gateway);
            mounts.mount(mount.path(), gateway);
        }
        return new ReactiveHost(mounts.build(), gateways, protocol);
    }

    /** A server with mounts of any kind. */
    static ReactiveHost start(Mounts mounts, List<AsyncGateway> gateways) {
        return new ReactiveHost(mounts, gateways, HttpProtocol.HTTP11);
    }

    @Override
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
    }

    @Override
    public List<PoolStats> stats() {
        return gateways.stream().map(AsyncGateway::stats).toList();
    }

    @Override
    public void close() throws Exception {
        for (AsyncGateway gateway : gateways) {
            gateway.close();
        }
        server.disposeNow(LONGEST);
        loops.disposeLater(Duration.ZERO, LONGEST).block(LONGEST);
        lent.close();
        Await.until(
                () -> "bytes not released: " + usedBytes() + " " + LEAKS, () -> usedBytes() == 0 && LEAKS.isEmpty());
    }

    private long usedBytes() {
        return buffers.metric().usedDirectMemory() + buffers.metric().usedHeapMemory();
    }
}
