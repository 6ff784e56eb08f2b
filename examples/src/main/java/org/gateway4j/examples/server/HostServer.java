package org.gateway4j.examples.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.gateway4j.examples.mounts.Applications;
import org.gateway4j.host.HostConfig;
import org.gateway4j.host.jetty.GatewayHandler;

/** Jetty in front of the applications. */
public final class HostServer implements AutoCloseable {

    private static final int BACKLOG = 1024;

    /** More than the applications accept, so that they decide. */
    private static final int MAX_HEAD = 1 << 20;

    private final Server server;
    private final ServerConnector connector;
    private final Applications applications;

    private HostServer(Server server, ServerConnector connector, Applications applications) {
        this.server = server;
        this.connector = connector;
        this.applications = applications;
    }

    /** Starts to serve. The applications are closed with the server, or now if it cannot start. */
    public static HostServer start(InetSocketAddress address, Applications applications) throws IOException {
        Server server = new Server(RequestThreads.pool());
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(configuration()));
        connector.setHost(address.getAddress().getHostAddress());
        connector.setPort(address.getPort());
        connector.setAcceptQueueSize(BACKLOG);
        server.addConnector(connector);
        server.setHandler(new GatewayHandler(applications.mounts(), HostConfig.defaults()));
        HostServer host = new HostServer(server, connector, applications);
        host.start();
        return host;
    }

    /** The mounts decide about paths, since only they know how an application reads them. */
    private static HttpConfiguration configuration() {
        HttpConfiguration config = new HttpConfiguration();
        config.setUriCompliance(UriCompliance.UNSAFE);
        config.setHttpCompliance(HttpCompliance.RFC9110.with(
                "lenient",
                HttpCompliance.Violation.MISMATCHED_AUTHORITY,
                HttpCompliance.Violation.MULTILINE_FIELD_VALUE));
        config.setRequestHeaderSize(MAX_HEAD);
        config.setMaxResponseHeaderSize(MAX_HEAD);
        config.setSendServerVersion(false);
        return config;
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
