package org.gateway4j.examples.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.eclipse.jetty.compression.gzip.GzipCompression;
import org.eclipse.jetty.compression.server.CompressionConfig;
import org.eclipse.jetty.compression.server.CompressionHandler;
import org.eclipse.jetty.server.AsyncRequestLogWriter;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.gateway4j.examples.mounts.Applications;
import org.gateway4j.examples.options.ServerOptions;
import org.gateway4j.host.HostConfig;
import org.gateway4j.host.jetty.GatewayHandler;

/** Jetty in front of the applications. */
public final class HostServer implements AutoCloseable {

    private final Server server = new Server(RequestThreads.pool());
    private final ServerConnector connector;
    private final Optional<ServerConnector> secureConnector;
    private final Applications applications;

    private HostServer(InetSocketAddress address, ServerOptions options, Applications applications) {
        this.applications = applications;
        connector = Connectors.clear(server, address);
        secureConnector = options.tls().map(tls -> Connectors.secure(server, tls));
        server.addConnector(connector);
        secureConnector.ifPresent(server::addConnector);
        Handler gateways = new GatewayHandler(applications.mounts(), config(options));
        server.setHandler(options.gzip() ? compressing(gateways) : gateways);
    }

    private HostConfig config(ServerOptions options) {
        HostConfig config = HostConfig.defaults().trustedProxies(options.trusted());
        if (options.log().isEmpty()) {
            return config;
        }
        AsyncRequestLogWriter writer =
                new AsyncRequestLogWriter(options.log().get().toString());
        server.addBean(writer);
        return config.accessLog(new AccessLog(writer));
    }

    /** Events must not wait in a compressor for more of them. */
    private static Handler compressing(Handler handler) {
        CompressionHandler compressing = new CompressionHandler(handler);
        compressing.putCompression(new GzipCompression());
        compressing.putConfiguration(
                "/*",
                CompressionConfig.builder()
                        .defaults()
                        .compressExcludeMimeType("text/event-stream")
                        .decompressExcludePath("/*")
                        .build());
        return compressing;
    }

    /** Starts to serve by HTTP. The applications are closed with the server, or now if it cannot start. */
    public static HostServer start(InetSocketAddress address, Applications applications) throws IOException {
        return start(address, ServerOptions.DEFAULTS, applications);
    }

    /** Starts to serve. The applications are closed with the server, or now if it cannot start. */
    public static HostServer start(InetSocketAddress address, ServerOptions options, Applications applications)
            throws IOException {
        HostServer host = new HostServer(address, options, applications);
        host.start();
        return host;
    }

    private void start() throws IOException {
        try {
            server.start();
        } catch (Exception e) {
            close();
            throw e instanceof IOException io ? io : new IOException(e);
        }
    }

    public InetSocketAddress address() {
        return address(connector);
    }

    /** Where it listens for HTTPS, if it does. */
    public Optional<InetSocketAddress> secureAddress() {
        return secureConnector.map(HostServer::address);
    }

    private static InetSocketAddress address(ServerConnector connector) {
        return new InetSocketAddress(connector.getHost(), connector.getLocalPort());
    }

    /** Stops without waiting for requests in flight: their connections are closed, their exchanges aborted. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the server did not stop", e);
        } finally {
            applications.close();
        }
    }
}
