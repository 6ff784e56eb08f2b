package org.gateway4j.examples.beside;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.gateway4j.AuthenticatedUser;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.TlsSession;
import org.gateway4j.ajp.AjpGateway;
import org.gateway4j.contract.beside.Comparison;
import org.gateway4j.contract.beside.Observation;
import org.gateway4j.examples.beside.HttpdBeforeTomcat.Connector;
import org.gateway4j.examples.tomcat.AjpTomcat;
import org.gateway4j.testkit.RawClient;

/**
 * Requests over TLS and of users who have logged in. The JDK's server knows of neither here, so a gateway is told itself what
 * a host would have found out on the very connection that httpd had.
 */
final class TlsRequests {

    static final String USER = "ann";
    static final String PASSWORD = "secret";

    private static final String CREDENTIALS =
            "Basic " + Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(ISO_8859_1));
    private static final int MOST_OF_AN_ANSWER = 1 << 20;

    /** A request on a connection of its own. */
    private record TlsRequest(String name, String protocol, boolean certificate, boolean user) {

        String target() {
            return user ? "/user/a?b" : "/a?b";
        }
    }

    private static final List<TlsRequest> ALL = List.of(
            new TlsRequest("TLS 1.3", "TLSv1.3", false, false),
            new TlsRequest("TLS 1.3 with a client certificate", "TLSv1.3", true, false),
            new TlsRequest("TLS 1.2", "TLSv1.2", false, false),
            new TlsRequest("TLS 1.2 with a client certificate", "TLSv1.2", true, false),
            new TlsRequest("user", "TLSv1.3", false, true),
            new TlsRequest("user with a client certificate", "TLSv1.3", true, true));

    private final AjpTomcat tomcat;
    private final HttpdBeforeTomcat httpd;
    private final Certificates certificates;
    private final SeeingServlet servlet;

    TlsRequests(AjpTomcat tomcat, HttpdBeforeTomcat httpd, Certificates certificates, SeeingServlet servlet) {
        this.tomcat = tomcat;
        this.httpd = httpd;
        this.certificates = certificates;
        this.servlet = servlet;
    }

    static List<String> names() {
        return ALL.stream().map(TlsRequest::name).toList();
    }

    void observe(Map<Connector, Comparison> comparisons) throws Exception {
        try (AjpGateway gateway =
                AjpGateway.builder(tomcat.endpoint()).secret(tomcat.secret()).build()) {
            for (TlsRequest request : ALL) {
                for (Connector connector : Connector.values()) {
                    observe(request, gateway, httpd.tlsAddress(connector), comparisons.get(connector));
                }
            }
        }
    }

    private void observe(TlsRequest request, AjpGateway gateway, InetSocketAddress server, Comparison comparison)
            throws Exception {
        try (SSLSocket socket = connect(request, server);
                RawClient client = new RawClient(socket)) {
            client.send("GET " + request.target() + " HTTP/1.1\r\nHost: example.org\r\nConnection: close\r\n"
                    + (request.user() ? "Authorization: " + CREDENTIALS + "\r\n" : "") + "\r\n");
            Observation atHttpd = observation(client.read(MOST_OF_AN_ANSWER), client, server);
            Observation atGateway;
            try (GatewayResponse response = gateway.dispatch(asHost(request, socket, server))) {
                response.body().readAllBytes();
                atGateway = observation("HTTP/1.1 " + response.status() + " \r\n\r\n", client, server);
            }
            comparison.add(request.name(), atGateway, atHttpd);
        }
    }

    private SSLSocket connect(TlsRequest request, InetSocketAddress server) throws Exception {
        SSLSocket socket = (SSLSocket) certificates
                .client(request.certificate())
                .getSocketFactory()
                .createSocket(server.getAddress(), server.getPort());
        socket.setEnabledProtocols(new String[] {request.protocol()});
        socket.startHandshake();
        return socket;
    }

    private Observation observation(String answer, RawClient client, InetSocketAddress server) {
        return Observation.of(
                answer,
                server.getPort(),
                head -> BesideApacheIT.withoutPorts(servlet.take(), client.localPort(), server.getPort()));
    }

    /** What a host knows that has the connection's other end. */
    private GatewayRequest asHost(TlsRequest request, SSLSocket socket, InetSocketAddress server) throws Exception {
        SSLSession session = socket.getSession();
        GatewayRequest.Builder builder = GatewayRequest.get(request.target())
                .scheme("https")
                .header("Host", "example.org")
                .remoteAddress(new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort()))
                .localAddress(server)
                .tls(new TlsSession(
                        session.getProtocol(),
                        session.getCipherSuite(),
                        256,
                        HexFormat.of().formatHex(session.getId()),
                        request.certificate() ? certificates.clientChain() : List.of()));
        if (request.user()) {
            builder.header("Authorization", CREDENTIALS).user(new AuthenticatedUser(USER, "Basic"));
        }
        return builder.build();
    }
}
