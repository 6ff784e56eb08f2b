package org.gateway4j.host.vertx;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.gateway4j.Gateway;
import org.gateway4j.PoolStats;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.contract.host.Deviations;
import org.gateway4j.contract.host.HostSetup;
import org.gateway4j.contract.host.RunningHost;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.host.Mounts;

/** A Vert.x with one server, on a port of its own. */
final class VertxHost implements RunningHost {

    /** What the mounts of a server are built with. */
    enum Kind {
        BLOCKING,
        ASYNC
    }

    private static final String LOOPBACK = InetAddress.getLoopbackAddress().getHostAddress();

    private final Vertx vertx = Vertx.vertx();
    private final List<Supplier<PoolStats>> stats = new ArrayList<>();
    private final List<AutoCloseable> gateways = new ArrayList<>();
    private HttpServer server;

    private VertxHost() {}

    /** What this host cannot do. */
    static Deviations deviations() {
        String old = "Vert.x answers what it could not read in the name of HTTP/1.0";
        return Deviations.none()
                .with("refusesABadRequest[G@T /app/x HTTP/1.1\r\nHost: h.example\r\n\r\n]", old)
                .with("refusesABadRequest[nonsense\r\n\r\n]", old)
                .with("refusesAHeadOfMegabytes[true]", old);
    }

    static VertxHost start(HostSetup setup, Kind kind) throws Exception {
        return start(setup, kind, options(), (vertx, handler) -> handler);
    }

    /** What makes the handler of the server. */
    @FunctionalInterface
    interface Arrangement {

        Handler<HttpServerRequest> of(Vertx vertx, GatewayHandler gateways);
    }

    static HttpServerOptions options() {
        return new HttpServerOptions().setHost(LOOPBACK).setPort(0);
    }

    static VertxHost start(HostSetup setup, Kind kind, HttpServerOptions options, Arrangement arrangement)
            throws Exception {
        VertxHost host = new VertxHost();
        Mounts.Builder mounts = Mounts.builder();
        for (HostSetup.Mount mount : setup.mounts()) {
            FastCgiGateway.Builder builder = setup.configure(FastCgiGateway.builder(mount.endpoint()))
                    .scripts(setup.scripts())
                    .pool(setup.settings().pool());
            if (kind == Kind.BLOCKING) {
                Gateway gateway = builder.build();
                mounts.mount(mount.path(), gateway);
                host.own(gateway, gateway::stats);
            } else {
                AsyncGateway gateway = builder.buildAsync();
                mounts.mount(mount.path(), gateway);
                host.own(gateway, gateway::stats);
            }
        }
        return host.listen(options, vertx -> arrangement.of(vertx, new GatewayHandler(vertx, mounts.build())));
    }

    /** A server with mounts of any kind. */
    static VertxHost start(Mounts mounts, List<AsyncGateway> gateways) throws Exception {
        VertxHost host = new VertxHost();
        gateways.forEach(gateway -> host.own(gateway, gateway::stats));
        return host.listen(options(), vertx -> new GatewayHandler(vertx, mounts));
    }

    private VertxHost listen(HttpServerOptions options, Function<Vertx, Handler<HttpServerRequest>> handler)
            throws Exception {
        server = vertx.createHttpServer(options)
                .requestHandler(handler.apply(vertx))
                .listen()
                .await(20, TimeUnit.SECONDS);
        return this;
    }

    private void own(AutoCloseable gateway, Supplier<PoolStats> figures) {
        gateways.add(gateway);
        stats.add(figures);
    }

    @Override
    public InetSocketAddress address() {
        return new InetSocketAddress(LOOPBACK, server.actualPort());
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
        vertx.close().await(20, TimeUnit.SECONDS);
    }
}
