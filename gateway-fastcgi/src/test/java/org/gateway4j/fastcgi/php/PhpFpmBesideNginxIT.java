package org.gateway4j.fastcgi.php;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Headers;
import org.gateway4j.RequestBody;
import org.gateway4j.contract.Answer;
import org.gateway4j.testkit.OneJdk;
import org.gateway4j.testkit.Transport;
import org.gateway4j.testkit.backends.Nginx;
import org.gateway4j.testkit.backends.PhpFpm;
import org.gateway4j.testkit.backends.ServerVariables;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The same requests to the same PHP-FPM, through the gateway and through nginx: PHP sees the same. */
@OneJdk
class PhpFpmBesideNginxIT extends PhpFpmTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    /** What differs on purpose. */
    private static final Map<String, String> MEANT = Map.ofEntries(
            Map.entry("SERVER_SOFTWARE", "each names itself"),
            Map.entry("REMOTE_PORT", "each has its own client"),
            Map.entry("REMOTE_HOST", "RFC 3875 section 4.1.9; not among nginx's stock variables"),
            Map.entry(
                    "REMOTE_USER",
                    "nginx believes the Authorization header; ours is a user that the host has authenticated"),
            Map.entry("CONTENT_TYPE", "nginx sends it empty where RFC 3875 section 4.1.3 has none"),
            Map.entry("CONTENT_LENGTH", "nginx sends it empty where RFC 3875 section 4.1.2 has none"),
            Map.entry("HTTP_CONTENT_TYPE", "nginx repeats it; RFC 3875 section 4.1.18 lets a server leave it out"),
            Map.entry("HTTP_CONTENT_LENGTH", "nginx repeats it; RFC 3875 section 4.1.18 lets a server leave it out"),
            Map.entry("HTTP_CONNECTION", "about the client's connection, not the request"),
            Map.entry("HTTP_TE", "about the client's connection, not the request"),
            Map.entry("HTTP_UPGRADE", "about the client's connection, not the request"));

    private static final List<Probe> PROBES = List.of(
            Probe.get("/info.php"),
            Probe.get("/info.php?a=1&b=2"),
            Probe.get("/info.php?"),
            Probe.get("/info.php?a=%20+%2B&b[]=1&b[]=2&c=/?"),
            Probe.get("/info.php?q=\u00c3\u00a9"),
            Probe.get("/info.php/path/info"),
            Probe.get("/info.php/path%20info/%C3%A9?x"),
            Probe.get("/info.php/"),
            Probe.get("/info.php/What%3F?a=1"),
            Probe.get("/info.php/a%2F/b%5Cc//d%09"),
            Probe.get("/"),
            Probe.get("/dir/"),
            Probe.get("/dir/index.php/x.php"),
            Probe.get("/a%20b.php"),
            Probe.get("/dir/../info.php"),
            Probe.get("//info.php"),
            Probe.get("/./info.php/a/./b"),
            Probe.get("/%69nfo.php"),
            Probe.get("/caf%C3%A9.php/x"),
            Probe.get("/info.php", "Cookie", "a=1; b=2"),
            Probe.get("/info.php", "Authorization", "Basic YTpi"),
            Probe.get("/info.php", "X-Forwarded-For", "1.2.3.4, 5.6.7.8"),
            Probe.get("/info.php", "Accept-Language", "de, en;q=0.5", "Accept-Encoding", "gzip"),
            Probe.get("/info.php", "Proxy", "http://evil.example/"),
            Probe.get("/info.php", "Under_score", "1"),
            Probe.get("/info.php", "X-Empty", "", "X-Latin", "\u00e9", "X-Tab", "a\tb"),
            Probe.get("/info.php", "Upgrade", "h2c", "TE", "trailers"),
            new Probe("HEAD", "/info.php", Headers.empty(), ""),
            new Probe("OPTIONS", "/info.php", Headers.empty(), ""),
            new Probe("DELETE", "/info.php?id=1", Headers.empty(), ""),
            Probe.post("/info.php", "application/x-www-form-urlencoded", "a=1&b=2"),
            Probe.post("/info.php/x?q=1", "application/json; charset=utf-8", "{}"),
            Probe.post("/info.php", "text/plain", ""),
            new Probe("PUT", "/info.php", Headers.of("Content-Type", "text/plain"), "put"));

    private record Probe(String method, String target, Headers headers, String body) {

        static Probe get(String target, String... headers) {
            return new Probe("GET", target, Headers.of(headers), "");
        }

        static Probe post(String target, String type, String body) {
            return new Probe("POST", target, Headers.of("Content-Type", type), body);
        }

        boolean sendsLength() {
            return method.startsWith("P");
        }

        Headers allHeaders() {
            Headers.Builder all =
                    Headers.builder().add("Host", "example.org").addAll(headers).add("Connection", "close");
            return sendsLength()
                    ? all.add("Content-Length", Integer.toString(body.length())).build()
                    : all.build();
        }

        String text() {
            StringBuilder text = new StringBuilder(method + " " + target + " HTTP/1.0\r\n");
            allHeaders().forEach((name, value) -> text.append(name + ": " + value + "\r\n"));
            return text.append("\r\n").append(body).toString();
        }
    }

    private Nginx nginx;

    @BeforeEach
    void start() throws Exception {
        start(PhpFpm.Settings.of(Transport.UNIX));
        for (String script : List.of("/info.php", "/index.php", "/dir/index.php", "/a b.php", "/café.php")) {
            fpm.site().write(script, ServerVariables.IN_HEADER);
        }
        nginx = Nginx.start(fpm);
    }

    @AfterEach
    void stop() throws Exception {
        if (nginx != null) {
            nginx.stop();
        }
    }

    @Test
    @Covers("fastcgi/nginx-109-111")
    void phpSeesTheSame() throws Exception {
        for (Probe probe : PROBES) {
            assertEquals(comparable(throughNginx(probe)), comparable(throughGateway(probe)), probe::text);
        }
    }

    @Test
    void whatIsMeantToDifferDoes() throws Exception {
        Set<String> different = new TreeSet<>();
        for (Probe probe : PROBES) {
            Map<String, String> ours = throughGateway(probe);
            Map<String, String> theirs = throughNginx(probe);
            MEANT.keySet().stream()
                    .filter(name -> !Objects.equals(ours.get(name), theirs.get(name)))
                    .forEach(different::add);
        }
        assertEquals(new TreeSet<>(MEANT.keySet()), different);
    }

    private static Map<String, String> comparable(Map<String, String> variables) {
        Map<String, String> rest = new TreeMap<>(variables);
        rest.keySet().removeAll(MEANT.keySet());
        return rest;
    }

    private Map<String, String> throughGateway(Probe probe) throws Exception {
        GatewayRequest.Builder request = GatewayRequest.builder(probe.method(), probe.target())
                .protocol("HTTP/1.0")
                .headers(probe.allHeaders())
                .server("example.org", nginx.port())
                .remoteAddress(new InetSocketAddress(LOOPBACK, 40_000))
                .localAddress(new InetSocketAddress(LOOPBACK, nginx.port()));
        if (!probe.body().isEmpty()) {
            request.body(RequestBody.of(probe.body().getBytes(StandardCharsets.ISO_8859_1)));
        }
        Answer answer = send(request);
        return variables(probe, answer.header(ServerVariables.HEADER));
    }

    private Map<String, String> throughNginx(Probe probe) throws Exception {
        String response = nginx.exchange(probe.text());
        return variables(
                probe,
                response.lines()
                        .filter(line -> line.startsWith("X-Variables: "))
                        .map(line -> line.substring("X-Variables: ".length()))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(probe.text() + response)));
    }

    private static Map<String, String> variables(Probe probe, String header) {
        assertTrue(header != null, () -> "no answer to " + probe.text());
        return ServerVariables.parseHeader(header);
    }
}
