package org.gateway4j.host.jetty;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.gateway4j.Gateway;
import org.gateway4j.PoolStats;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.contract.host.Deviations;
import org.gateway4j.contract.host.HostSetup;
import org.gateway4j.contract.host.RunningHost;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.host.Mounts;

/** A Jetty server with a handler, on a port of its own. */
final class JettyHost implements RunningHost {

    /** What the mounts of a server are built with. */
    enum Kind {
        BLOCKING,
        ASYNC
    }

    private final Server server = new Server();
    private final ServerConnector connector;
    private final List<Supplier<PoolStats>> stats = new ArrayList<>();
    private final List<AutoCloseable> gateways = new ArrayList<>();

    private JettyHost() {
        HttpConfiguration config = new HttpConfiguration();
        config.setUriCompliance(UriCompliance.UNSAFE);
        config.setHttpCompliance(
                HttpCompliance.RFC9110.with("any authority", HttpCompliance.Violation.MISMATCHED_AUTHORITY));
        config.setMaxResponseHeaderSize(64 * 1024);
        connector = new ServerConnector(
                server, 1, 1, new HttpConnectionFactory(config), new HTTP2CServerConnectionFactory(config));
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        server.addConnector(connector);
    }

    /** What this host cannot do. */
    static Deviations deviations() {
        String lost =
                "Jetty reads the target as UTF-8 and replaces what is none, so the octets are lost: answered by 400";
        return Deviations.none()
                .with("passesTheTarget[/app/caf\u00e9]", lost)
                .with("passesTheTarget[/app/x?caf\u00e9\u00ff]", lost);
    }

    static JettyHost start(HostSetup setup, Kind kind) throws Exception {
        return start(setup, mount -> kind, handler -> handler);
    }

    /** A server whose mounts are of kinds of their own, and whose handler is part of something. */
    static JettyHost start(
            HostSetup setup, Function<HostSetup.Mount, Kind> kinds, Function<Handler.Singleton, Handler> arrangement)
            throws Exception {
        JettyHost host = new JettyHost();
        Mounts.Builder mounts = Mounts.builder();
        for (HostSetup.Mount mount : setup.mounts()) {
            FastCgiGateway.Builder builder = setup.configure(FastCgiGateway.builder(mount.endpoint()))
                    .scripts(setup.scripts())
                    .pool(setup.settings().pool());
            if (kinds.apply(mount) == Kind.BLOCKING) {
                Gateway gateway = builder.build();
                mounts.mount(mount.path(), gateway);
                host.own(gateway, gateway::stats);
            } else {
                AsyncGateway gateway = builder.buildAsync();
                mounts.mount(mount.path(), gateway);
                host.own(gateway, gateway::stats);
            }
        }
        host.server.setHandler(arrangement.apply(new GatewayHandler(mounts.build())));
        host.server.start();
        return host;
    }

    /** The connector, whose idle timeout tests change. */
    ServerConnector connector() {
        return connector;
    }

    /** Stops the server and starts it again, on another port. */
    void restart() throws Exception {
        server.stop();
        server.start();
    }

    private void own(AutoCloseable gateway, Supplier<PoolStats> figures) {
        gateways.add(gateway);
        stats.add(figures);
    }

    @Override
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), connector.getLocalPort());
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
    }
}
