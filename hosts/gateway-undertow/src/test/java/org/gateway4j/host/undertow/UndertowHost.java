package org.gateway4j.host.undertow;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.gateway4j.Gateway;
import org.gateway4j.PoolStats;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.contract.host.Deviations;
import org.gateway4j.contract.host.HostSetup;
import org.gateway4j.contract.host.RunningHost;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.host.Mounts;

/** An Undertow server with a handler, on a port of its own. */
final class UndertowHost implements RunningHost {

    /** What the mounts of a server are built with. */
    enum Kind {
        BLOCKING,
        ASYNC
    }

    private static final int ANY_PORT = 0;
    private static final String LOOPBACK = "127.0.0.1";

    private final Undertow.Builder builder = Undertow.builder()
            .setIoThreads(1)
            .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
            .setServerOption(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, true)
            .setServerOption(UndertowOptions.DECODE_URL, false)
            .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, 1L << 30);
    private final List<Supplier<PoolStats>> stats = new ArrayList<>();
    private final List<AutoCloseable> gateways = new ArrayList<>();
    private UnaryOperator<HttpHandler> arrangement = UnaryOperator.identity();
    private GatewayHandler handler;
    private Undertow server;

    private UndertowHost() {}

    /** What this host cannot do. */
    static Deviations deviations() {
        return Deviations.none()
                .with("passesTheTarget[/app/x?]", "Undertow does not tell an empty query from none")
                .with("keepsTheOrderOfFields", "Undertow has the fields of a response in a hash table")
                .with("keepsTheLengthOf304", "Undertow drops the length of a response with this status")
                .with("keepsWhatStandsWithinAValue", "Undertow makes one space of several within the value of a field")
                .with(
                        "takesTheAuthorityOfAnAbsoluteTarget",
                        "Undertow answers 400 if an absolute target and the Host field differ")
                .with(
                        "aChunkIsNoLongerThanItsLength",
                        "Undertow skips what stands between a chunk and the end of its line");
    }

    static UndertowHost start(HostSetup setup, Kind kind) {
        return start(setup, mount -> kind, host -> {});
    }

    /**
     * A server that is not as the others are.
     *
     * @param kinds the kind of each mount
     * @param change what is done before the start
     */
    static UndertowHost start(HostSetup setup, Function<HostSetup.Mount, Kind> kinds, Consumer<UndertowHost> change) {
        UndertowHost host = new UndertowHost();
        Mounts.Builder mounts = Mounts.builder();
        for (HostSetup.Mount mount : setup.mounts()) {
            FastCgiGateway.Builder gateway = setup.configure(FastCgiGateway.builder(mount.endpoint()))
                    .scripts(setup.scripts())
                    .pool(setup.settings().pool());
            if (kinds.apply(mount) == Kind.BLOCKING) {
                mounts.mount(mount.path(), host.own(gateway.build()));
            } else {
                mounts.mount(mount.path(), host.own(gateway.buildAsync()));
            }
        }
        host.builder.addHttpListener(ANY_PORT, LOOPBACK);
        change.accept(host);
        host.listen(mounts.build());
        return host;
    }

    /** A server with mounts that it owns. */
    static UndertowHost start(Mounts mounts) {
        UndertowHost host = new UndertowHost();
        mounts.list().forEach(mount -> {
            mount.gateway().ifPresent(host::own);
            mount.asyncGateway().ifPresent(host::own);
        });
        host.builder.addHttpListener(ANY_PORT, LOOPBACK);
        host.listen(mounts);
        return host;
    }

    private void listen(Mounts mounts) {
        handler = new GatewayHandler(mounts);
        server = builder.setHandler(arrangement.apply(handler)).build();
        server.start();
    }

    private Gateway own(Gateway gateway) {
        gateways.add(gateway);
        stats.add(gateway::stats);
        return gateway;
    }

    private AsyncGateway own(AsyncGateway gateway) {
        gateways.add(gateway);
        stats.add(gateway::stats);
        return gateway;
    }

    /** Makes the handler a part of another one. */
    void arrange(UnaryOperator<HttpHandler> change) {
        arrangement = change;
    }

    Undertow.Builder builder() {
        return builder;
    }

    /** Listens for TLS as well, and tells the address of that. */
    void secure(SSLContext tls) {
        builder.addHttpsListener(ANY_PORT, LOOPBACK, tls);
    }

    /** Where the last listener listens. */
    @Override
    public InetSocketAddress address() {
        List<Undertow.ListenerInfo> listeners = server.getListenerInfo();
        return (InetSocketAddress) listeners.get(listeners.size() - 1).getAddress();
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
        server.stop();
        handler.close();
    }
}
