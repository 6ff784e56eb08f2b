package org.gateway4j.examples.beside;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.catalina.startup.Tomcat;
import org.gateway4j.contract.beside.Comparison;
import org.gateway4j.contract.beside.ListedDifference;
import org.gateway4j.contract.beside.Observation;
import org.gateway4j.contract.beside.RawRequest;
import org.gateway4j.examples.LocalHost;
import org.gateway4j.examples.beside.HttpdBeforeTomcat.Connector;
import org.gateway4j.examples.mounts.Applications;
import org.gateway4j.examples.options.CommandLine;
import org.gateway4j.examples.tomcat.AjpTomcat;
import org.gateway4j.testkit.RawClient;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same bytes to the host, and to Apache httpd with mod_proxy_ajp and with mod_jk, in front of the same Tomcat: a servlet
 * sees the same, but for what is listed in ajp-httpd-requests.md with its reason.
 */
class BesideApacheIT {

    private static final int MOST_OF_AN_ANSWER = 1 << 20;

    private static final Map<Connector, Comparison> COMPARISONS = new EnumMap<>(Connector.class);

    @TempDir
    static Path directory;

    @BeforeAll
    static void observe() throws Exception {
        for (Connector connector : Connector.values()) {
            COMPARISONS.put(
                    connector,
                    new Comparison(
                            connector.module(),
                            ListedDifference.of("ajp-httpd-requests.md", connector.module()::equals)));
        }
        SeeingServlet servlet = new SeeingServlet();
        Certificates certificates = Certificates.in(directory);
        try (AjpTomcat tomcat = AjpTomcat.start(
                directory,
                Map.of("tomcatAuthentication", "false"),
                "",
                context -> Tomcat.addServlet(context, "seeing", servlet).addMapping("/"))) {
            HttpdBeforeTomcat httpd =
                    HttpdBeforeTomcat.start(tomcat, certificates, TlsRequests.USER, TlsRequests.PASSWORD);
            try {
                observePlain(tomcat, httpd, servlet);
                new TlsRequests(tomcat, httpd, certificates, servlet).observe(COMPARISONS);
            } finally {
                httpd.stop();
            }
        }
    }

    private static void observePlain(AjpTomcat tomcat, HttpdBeforeTomcat httpd, SeeingServlet servlet)
            throws Exception {
        String mount = "/=ajp:" + tomcat.endpoint() + ",secret=" + tomcat.secret();
        try (LocalHost host = LocalHost.start(Applications.of(CommandLine.parse("--mount", mount)))) {
            for (RawRequest request : ContainerRequests.all()) {
                Observation atHost = send(request, host.address(), servlet);
                for (Connector connector : Connector.values()) {
                    Observation atHttpd = send(request, httpd.address(connector), servlet);
                    COMPARISONS.get(connector).add(request.name(), atHost, atHttpd);
                }
            }
        }
    }

    private static Observation send(RawRequest request, InetSocketAddress server, SeeingServlet servlet)
            throws IOException {
        try (RawClient client = new RawClient(server)) {
            client.send(request.text());
            String answer = client.read(MOST_OF_AN_ANSWER);
            return Observation.of(
                    answer,
                    server.getPort(),
                    head -> withoutPorts(servlet.take(), client.localPort(), server.getPort()));
        }
    }

    /** Ports by whose they are. */
    static Map<String, String> withoutPorts(Map<String, String> facts, int client, int server) {
        Map<String, String> named = new HashMap<>(facts);
        named.computeIfPresent("remote port", (name, port) -> port.equals("" + client) ? "the client's" : port);
        named.computeIfPresent("server port", (name, port) -> port.equals("" + server) ? "the server's" : port);
        named.computeIfPresent("local port", (name, port) -> port.equals("" + server) ? "the server's" : port);
        named.computeIfPresent("url", (name, url) -> url.replace(":" + server + "/", ":the server's/"));
        return named;
    }

    static Stream<String> requests() {
        return Stream.concat(ContainerRequests.all().stream().map(RawRequest::name), TlsRequests.names().stream());
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aServletSeesTheSameAsWithModProxyAjp(String request) {
        COMPARISONS.get(Connector.MOD_PROXY_AJP).assertSame(request);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aServletSeesTheSameAsWithModJk(String request) {
        COMPARISONS.get(Connector.MOD_JK).assertSame(request);
    }

    @ParameterizedTest
    @EnumSource
    void everyListedDifferenceOccurs(Connector connector) {
        COMPARISONS.get(connector).assertListedOccur();
    }

    @ParameterizedTest
    @EnumSource
    void everyListedDifferenceHasAReason(Connector connector) {
        COMPARISONS.get(connector).assertListedHaveReasons();
    }
}
