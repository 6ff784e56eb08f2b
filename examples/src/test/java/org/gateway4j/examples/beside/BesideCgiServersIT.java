package org.gateway4j.examples.beside;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.gateway4j.contract.beside.AnswerHead;
import org.gateway4j.contract.beside.Comparison;
import org.gateway4j.contract.beside.ListedDifference;
import org.gateway4j.contract.beside.Observation;
import org.gateway4j.contract.beside.RawRequest;
import org.gateway4j.examples.LocalHost;
import org.gateway4j.examples.beside.CgiServer.Kind;
import org.gateway4j.examples.mounts.Applications;
import org.gateway4j.examples.options.CommandLine;
import org.gateway4j.testkit.OneJdk;
import org.gateway4j.testkit.RawClient;
import org.gateway4j.testkit.backends.RealBackends;
import org.gateway4j.testkit.backends.ServerVariables;
import org.gateway4j.testkit.backends.Site;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same bytes to the host, to Apache httpd with mod_cgid, and to lighttpd with mod_cgi, all with the same CGI programs: a
 * program sees the same, but for what is listed in cgi-httpd-lighttpd-requests.md with its reason.
 */
@OneJdk
class BesideCgiServersIT {

    private static final int MOST_OF_AN_ANSWER = 1 << 20;
    private static final List<String> SCRIPTS =
            List.of("/info.php", "/index.php", "/dir/index.php", "/a b.php", "/a+b.php", "/café.php", "/.hidden.php");

    private static final Map<Kind, Comparison> COMPARISONS = new EnumMap<>(Kind.class);

    @BeforeAll
    static void observe() throws Exception {
        RealBackends.program("perl");
        for (Kind kind : Kind.values()) {
            COMPARISONS.put(
                    kind,
                    new Comparison(
                            kind.toString(),
                            ListedDifference.of("cgi-httpd-lighttpd-requests.md", kind.toString()::equals)));
        }
        try (Site site = new Site()) {
            fill(site);
            Map<Kind, CgiServer> servers = new EnumMap<>(Kind.class);
            try {
                for (Kind kind : Kind.values()) {
                    servers.put(kind, CgiServer.start(kind, site));
                }
                observe(site, servers);
            } finally {
                for (CgiServer server : servers.values()) {
                    server.stop();
                }
            }
        }
    }

    private static void fill(Site site) throws IOException {
        String script;
        try (InputStream file = Objects.requireNonNull(BesideCgiServersIT.class.getResourceAsStream("seen.pl"))) {
            script = new String(file.readAllBytes(), UTF_8);
        }
        for (String name : SCRIPTS) {
            Files.setPosixFilePermissions(site.write(name, script), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        site.write("/source.php", script);
        Files.createSymbolicLink(site.root().resolve("link.php"), Path.of("info.php"));
    }

    private static void observe(Site site, Map<Kind, CgiServer> servers) throws Exception {
        String target = "=cgi:" + site.root() + ",documents=" + site.root() + "";
        try (LocalHost host = LocalHost.start(
                Applications.of(CommandLine.parse("--mount", "/" + target, "--mount", "/cgi-bin" + target)))) {
            for (RawRequest request : CgiRequests.all()) {
                Observation atHost = send(request, host.address());
                for (Map.Entry<Kind, CgiServer> server : servers.entrySet()) {
                    Observation atServer = send(request, server.getValue().address());
                    COMPARISONS.get(server.getKey()).add(request.name(), atHost, atServer);
                }
            }
        }
    }

    private static Observation send(RawRequest request, InetSocketAddress server) throws IOException {
        try (RawClient client = new RawClient(server)) {
            client.send(request.text());
            String answer = client.read(MOST_OF_AN_ANSWER);
            return Observation.of(answer, server.getPort(), head -> seen(head, client.localPort(), server.getPort()));
        }
    }

    private static Map<String, String> seen(AnswerHead head, int client, int server) {
        String variables = head.field(ServerVariables.HEADER);
        if (variables.isEmpty()) {
            return Map.of();
        }
        Map<String, String> named = new HashMap<>(ServerVariables.parseHeader(variables));
        named.computeIfPresent("REMOTE_PORT", (name, port) -> port.equals("" + client) ? "the client's" : port);
        named.computeIfPresent("SERVER_PORT", (name, port) -> port.equals("" + server) ? "the server's" : port);
        return named;
    }

    static Stream<RawRequest> requests() {
        return CgiRequests.all().stream();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aProgramSeesTheSameAsWithModCgid(RawRequest request) {
        COMPARISONS.get(Kind.MOD_CGID).assertSame(request.name());
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aProgramSeesTheSameAsWithLighttpd(RawRequest request) {
        COMPARISONS.get(Kind.LIGHTTPD).assertSame(request.name());
    }

    @ParameterizedTest
    @EnumSource
    void everyListedDifferenceOccurs(Kind kind) {
        COMPARISONS.get(kind).assertListedOccur();
    }

    @ParameterizedTest
    @EnumSource
    void everyListedDifferenceHasAReason(Kind kind) {
        COMPARISONS.get(kind).assertListedHaveReasons();
    }
}
