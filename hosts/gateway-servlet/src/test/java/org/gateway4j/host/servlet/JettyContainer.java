package org.gateway4j.host.servlet;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Jetty with its container of Servlet 6.0, with the settings that the guide tells. */
final class JettyContainer implements Container {

    private final Server server;
    private final InetSocketAddress address;

    private JettyContainer(Server server, ServerConnector connector) {
        this.server = server;
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), connector.getLocalPort());
    }

    static JettyContainer start(String contextPath, Deployment deployment) throws Exception {
        Server server = new Server();
        HttpConfiguration http = new HttpConfiguration();
        http.setUriCompliance(UriCompliance.UNSAFE);
        http.setResponseHeaderSize(64 * 1024);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler(contextPath.isEmpty() ? "/" : contextPath);
        context.getServletHandler().setDecodeAmbiguousURIs(true);
        context.addServletContainerInitializer(
                (Set<Class<?>> classes, jakarta.servlet.ServletContext servlets) -> deployment.into(servlets));
        server.setHandler(context);
        server.start();
        return new JettyContainer(server, connector);
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
