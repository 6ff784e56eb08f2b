package org.gateway4j.examples.server;

import java.net.InetSocketAddress;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.gateway4j.examples.options.TlsOptions;

/** Where the server listens, and what it speaks there. */
final class Connectors {

    private static final int BACKLOG = 1024;

    /** More than the applications accept, so that they decide. */
    private static final int MAX_HEAD = 1 << 20;

    private Connectors() {}

    /** HTTP/1.1, and HTTP/2 for clients that ask for it. */
    static ServerConnector clear(Server server, InetSocketAddress address) {
        HttpConfiguration config = configuration();
        return at(
                address,
                new ServerConnector(
                        server, new HttpConnectionFactory(config), new HTTP2CServerConnectionFactory(config)));
    }

    /** TLS, in which ALPN decides between HTTP/2 and HTTP/1.1. */
    static ServerConnector secure(Server server, TlsOptions tls) {
        HttpConfiguration config = configuration();
        config.addCustomizer(new SecureRequestCustomizer(false));
        SslContextFactory.Server context = new SslContextFactory.Server();
        context.setKeyStore(tls.keys());
        context.setKeyStorePassword(tls.password());
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol(HttpVersion.HTTP_1_1.asString());
        return at(
                tls.listen(),
                new ServerConnector(
                        server,
                        new SslConnectionFactory(context, alpn.getProtocol()),
                        alpn,
                        new HTTP2ServerConnectionFactory(config),
                        new HttpConnectionFactory(config)));
    }

    private static ServerConnector at(InetSocketAddress address, ServerConnector connector) {
        connector.setHost(address.getAddress().getHostAddress());
        connector.setPort(address.getPort());
        connector.setAcceptQueueSize(BACKLOG);
        return connector;
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
}
