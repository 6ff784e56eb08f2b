package org.gateway4j.host.jetty;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.gateway4j.Gateway;
import org.gateway4j.PoolStats;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.contract.host.Deviations;
import org.gateway4j.contract.host.HostSetup;
import org.gateway4j.contract.host.RunningHost;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.host.Mount;
import org.gateway4j.host.Mounts;

/** A Jetty server with a handler, on a port of its own. */
final class JettyHost implements RunningHost {

    /** What the mounts of a server are built with. */
    enum Kind {
        BLOCKING,
        ASYNC
    }

    private final Server server = new Server();
    private final HttpConfiguration config = new HttpConfiguration();
    private final ServerConnector connector;
    private Handler.Singleton gatewayHandler;
    private final List<Supplier<PoolStats>> stats = new ArrayList<>();
    private final List<AutoCloseable> gateways = new ArrayList<>();

    private JettyHost() {
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
        return start(setup, mount -> kind, host -> {});
    }

    /**
     * A server that is not as the others are.
     *
     * @param kinds the kind of each mount
     * @param change what is done before the start
     */
    static JettyHost start(HostSetup setup, Function<HostSetup.Mount, Kind> kinds, Consumer<JettyHost> change)
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
        host.gatewayHandler = new GatewayHandler(mounts.build());
        host.server.setHandler(host.gatewayHandler);
        change.accept(host);
        host.server.start();
        return host;
    }

    /** A server with mounts whose gateways somebody else has built. */
    static JettyHost start(Mounts mounts) throws Exception {
        JettyHost host = new JettyHost();
        for (Mount mount : mounts.list()) {
            mount.gateway().ifPresent(gateway -> host.own(gateway, gateway::stats));
            mount.asyncGateway().ifPresent(gateway -> host.own(gateway, gateway::stats));
        }
        host.server.setHandler(new GatewayHandler(mounts));
        host.server.start();
        return host;
    }

    /** Makes the handler a part of another one. */
    void arrange(UnaryOperator<Handler.Singleton> arrangement) {
        server.setHandler(arrangement.apply(gatewayHandler));
    }

    ServerConnector connector() {
        return connector;
    }

    HttpConfiguration configuration() {
        return config;
    }

    /** Serves HTTP/1.1 over TLS, and nothing else. */
    void secure(SslContextFactory.Server tls) {
        config.addCustomizer(new SecureRequestCustomizer(false));
        connector.setConnectionFactories(
                List.of(AbstractConnectionFactory.getFactories(tls, new HttpConnectionFactory(config))));
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
