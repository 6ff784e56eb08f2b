package org.gateway4j.examples.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Headers;
import org.gateway4j.RequestBody;
import org.gateway4j.examples.local.LocalGateway;
import org.gateway4j.examples.mounts.Applications;
import org.gateway4j.examples.options.CommandLine;
import org.gateway4j.examples.options.HostOptions;
import org.gateway4j.examples.options.UsageException;
import org.gateway4j.testkit.Await;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the options of the server do, seen by clients. */
class ServerOptionsTest {

    private static final String LONG_TEXT = "the same again ".repeat(500);

    @TempDir
    static Path folder;

    private static SelfSigned keys;

    @BeforeAll
    static void makeFiles() throws Exception {
        keys = SelfSigned.in(folder);
        Files.createDirectories(folder.resolve("www/docs"));
        Files.writeString(folder.resolve("www/text.txt"), LONG_TEXT);
        Files.writeString(folder.resolve("www/docs/start.html"), "<p>start");
    }

    /** Answers with what it has been told of the client. */
    private static final class Mirror extends LocalGateway {

        @Override
        protected GatewayResponse answer(GatewayRequest request) {
            String seen = request.scheme() + " " + request.serverName() + " "
                    + request.remoteAddress().getAddress();
            return GatewayResponse.of(
                    200,
                    Headers.of("Content-Type", request.query() == null ? "text/plain" : request.query()),
                    RequestBody.of((seen + "\n" + LONG_TEXT).getBytes(US_ASCII)));
        }
    }

    private static HostServer start(String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of("--listen", "127.0.0.1:0"));
        all.addAll(List.of(options));
        HostOptions read = CommandLine.parse(all.toArray(String[]::new));
        Applications applications = read.mounts().isEmpty()
                ? new Applications.Builder().add("/", new Mirror()).build()
                : Applications.of(read);
        return HostServer.start(read.listen(), read.server(), applications);
    }

    private static HttpResponse<byte[]> get(String scheme, InetSocketAddress server, String target, String... fields)
            throws Exception {
        HttpClient client = HttpClient.newBuilder().sslContext(keys.client()).build();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(scheme + "://127.0.0.1:" + server.getPort() + target));
        if (fields.length > 0) {
            request.headers(fields);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    @Test
    void speaksHttp2InTheClear() throws Exception {
        try (HostServer host = start()) {
            HttpResponse<byte[]> response = get("http", host.address(), "/");

            assertEquals(Version.HTTP_2, response.version());
            assertTrue(text(response).startsWith("http 127.0.0.1 /127.0.0.1\n"), text(response));
        }
    }

    @Test
    void speaksTlsAndHttp2ByAKeyInPem() throws Exception {
        assertSpeaksTls(
                "--tls.certificate",
                keys.certificate().toString(),
                "--tls.key",
                keys.key().toString());
    }

    @Test
    void speaksTlsAndHttp2ByAKeyInPkcs12() throws Exception {
        assertSpeaksTls("--tls.certificate", keys.store().toString(), "--tls.password", SelfSigned.PASSWORD);
    }

    private static void assertSpeaksTls(String... files) throws Exception {
        List<String> options = new ArrayList<>(List.of("--tls", "127.0.0.1:0"));
        options.addAll(List.of(files));
        try (HostServer host = start(options.toArray(String[]::new))) {
            HttpResponse<byte[]> response = get("https", host.secureAddress().orElseThrow(), "/");

            assertEquals(Version.HTTP_2, response.version());
            assertTrue(text(response).startsWith("https 127.0.0.1 /127.0.0.1\n"), text(response));
            assertTrue(text(get("http", host.address(), "/")).startsWith("http "));
        }
    }

    @Test
    void compressesForClientsThatAcceptIt() throws Exception {
        try (HostServer host = start("--gzip", "on")) {
            HttpResponse<byte[]> response = get("http", host.address(), "/", "Accept-Encoding", "gzip");

            assertEquals(Optional.of("gzip"), response.headers().firstValue("Content-Encoding"));
            assertTrue(response.body().length < LONG_TEXT.length() / 10);
            byte[] text = new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes();
            assertTrue(new String(text, US_ASCII).endsWith(LONG_TEXT));
            assertPlain(get("http", host.address(), "/"));
            assertPlain(get("http", host.address(), "/?text/event-stream", "Accept-Encoding", "gzip"));
        }
        try (HostServer host = start()) {
            assertPlain(get("http", host.address(), "/", "Accept-Encoding", "gzip"));
        }
    }

    private static void assertPlain(HttpResponse<byte[]> response) {
        assertEquals(Optional.empty(), response.headers().firstValue("Content-Encoding"));
        assertTrue(text(response).endsWith(LONG_TEXT));
    }

    @Test
    void believesTrustedProxies() throws Exception {
        String[] forwarded = {"X-Forwarded-For", "192.0.2.7", "X-Forwarded-Proto", "https"};
        try (HostServer host = start("--trust", "127.0.0.0/8", "--trust", "::1")) {
            String seen = text(get("http", host.address(), "/", forwarded));
            assertTrue(seen.startsWith("https 127.0.0.1 /192.0.2.7\n"), seen);
        }
        try (HostServer host = start("--trust", "10.0.0.0/8")) {
            assertTrue(text(get("http", host.address(), "/", forwarded)).startsWith("http 127.0.0.1 /127.0.0.1\n"));
        }
        try (HostServer host = start("--trust", "127.0.0.1", "--trust.fields", "forwarded")) {
            assertTrue(text(get("http", host.address(), "/", "Forwarded", "for=192.0.2.8"))
                    .startsWith("http 127.0.0.1 /192.0.2.8\n"));
        }
    }

    @Test
    void servesFilesWithRangesAndConditions() throws Exception {
        try (HostServer host = start(
                "--mount", "/static=files:" + folder.resolve("www") + ",index=none.html,index=start.html,deny=*.key")) {
            HttpResponse<byte[]> whole = get("http", host.address(), "/static/text.txt");
            assertEquals(LONG_TEXT, text(whole));
            assertEquals(Optional.of("text/plain"), whole.headers().firstValue("Content-Type"));

            HttpResponse<byte[]> part = get("http", host.address(), "/static/text.txt", "Range", "bytes=4-7");
            assertEquals(206, part.statusCode());
            assertEquals("same", text(part));
            assertEquals(
                    Optional.of("bytes 4-7/" + LONG_TEXT.length()),
                    part.headers().firstValue("Content-Range"));

            String modified = whole.headers().firstValue("Last-Modified").orElseThrow();
            assertEquals(
                    304,
                    get("http", host.address(), "/static/text.txt", "If-Modified-Since", modified)
                            .statusCode());
            assertEquals("<p>start", text(get("http", host.address(), "/static/docs/")));
            assertEquals(403, get("http", host.address(), "/static/x.key").statusCode());
            assertEquals(404, get("http", host.address(), "/static/none").statusCode());
        }
    }

    @Test
    void logsEachRequestWithoutItsQuery() throws Exception {
        Path log = folder.resolve("access.log");
        try (HostServer host = start("--log", log.toString())) {
            get("http", host.address(), "/a%22b?token=secret");
            Await.until("a line of the log", () -> Files.exists(log) && Files.size(log) > 0);
        }

        List<String> lines = Files.readAllLines(log);
        assertEquals(1, lines.size());
        assertTrue(
                lines.get(0)
                        .matches("127\\.0\\.0\\.1 20\\S+Z \"GET /a%22b\\? HTTP/\\S+\" 200 7\\d{3} [0-9.]+ms"
                                + " head=[0-9.]+ms by=\"host\""),
                lines.get(0));
        assertFalse(lines.get(0).contains("secret"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --tls 8443                        | --tls "8443": must be HOST:PORT such as
                    --tls h:1                         | --tls "h:1": must be an address of this machine
                    --tls 127.0.0.1:1                 | --tls "127.0.0.1:1": goes with tls.certificate, a file in PEM
                    --tls.key x                       | --tls.key "x": goes with tls, the address for HTTPS
                    --tls.password changeit           | --tls.password "": goes with tls, the address for HTTPS
                    --tls 127.0.0.1:1 --tls.certificate F/www/text.txt | --tls.certificate "F/www/text.txt": must be a PKCS
                    --tls 127.0.0.1:1 --tls.certificate F/none --tls.key F/key.pem | --tls.certificate "F/none": must be a P
                    --tls 127.0.0.1:1 --tls.certificate F/cert.pem --tls.key F/cert.pem | --tls.key "F/cert.pem": must be a P
                    --gzip yes                        | --gzip "yes": must be on or off
                    --log F/none/access.log           | --log "F/none/access.log": must be a file in a directory that
                    --log F/www                       | --log "F/www": must be a file in a directory that
                    --trust everybody                 | --trust "everybody": must be an address or a range such as
                    --trust.fields via                | --trust.fields "via": must be x-forwarded or forwarded
                    --mount /=files:F/none            | --mount / target "F/none": must be a directory that exists
                    --mount /=files:F,index=a/b       | --mount / setting index "a/b": must be a file name
                    --mount /=files:F,max=1           | --mount / setting max "1": unknown; allowed settings are deny,
                    """)
    void refusesNamingOptionValueAndWhatIsAllowed(String line, String message) {
        UsageException refusal = assertThrows(
                UsageException.class,
                () -> start(line.replace("F", folder.toString()).split(" ")).close());

        String text = String.valueOf(refusal.getMessage()).replace(folder.toString(), "F");
        assertTrue(text.startsWith(message), text);
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), US_ASCII);
    }
}
