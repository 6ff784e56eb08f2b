package org.gateway4j.examples;

import static java.net.http.HttpRequest.BodyPublishers.ofInputStream;
import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.gateway4j.examples.mounts.Applications;
import org.gateway4j.examples.options.CommandLine;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.RawClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the host does with every application that has the scripts of the test resources, in whatever language. */
public abstract class HostContract {

    protected static final int MIB = 1 << 20;

    private Applications applications;
    protected LocalHost host;

    /** What is mounted: the protocol, its target, and the settings that it needs. */
    protected abstract String application();

    /** The folder where the scripts find the files that they wait for. */
    protected abstract Path root();

    @BeforeEach
    void startHost() throws Exception {
        startHost("max=5");
    }

    /** Starts it anew with other settings. */
    protected void startHost(String settings) throws Exception {
        if (host != null) {
            host.close();
        }
        applications = Applications.of(CommandLine.parse("--mount", "/app=" + application() + "," + settings));
        host = LocalHost.start(applications);
    }

    @AfterEach
    void everyConnectionIsBack() throws Exception {
        Await.until(
                "all connections returned",
                () -> applications.pools().values().stream().allMatch(pool -> pool.inUse() == 0));
        host.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "PROPFIND", "MKCOL"})
    void passesEveryMethodWithItsBody(String method) throws Exception {
        Properties seen = properties(host.send(host.request("/app/echo.php").method(method, ofString("a=1&b=2"))));

        assertEquals(method, seen.getProperty("REQUEST_METHOD"));
        assertEquals("7", seen.getProperty("CONTENT_LENGTH"));
        assertEquals("a=1&b=2", seen.getProperty("BODY"));
    }

    @Test
    void passesAChunkedUpload() throws Exception {
        HttpResponse<String> response = host.send(
                host.request("/app/echo.php").POST(ofInputStream(() -> new ByteArrayInputStream(random(3 * MIB)))));

        assertEquals(Integer.toString(3 * MIB), properties(response).getProperty("BODY_LENGTH"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+0", "-0", "0x1", "1,1"})
    void refusesALengthThatIsNoNumber(String length) throws Exception {
        try (RawClient client = new RawClient(host.address())) {
            client.sendHead("POST /app/echo.php HTTP/1.1", "Host: x", "Content-Length: " + length);

            assertEquals("HTTP/1.1 400 Bad Request", client.readHead().get(0));
        }
    }

    @Test
    void asksForTheBodyOfAClientThatExpectsIt() throws Exception {
        try (RawClient client = new RawClient(host.address())) {
            client.sendHead(
                    "POST /app/echo.php HTTP/1.1",
                    "Host: x",
                    "Content-Length: 4",
                    "Expect: 100-continue",
                    "Connection: close");
            assertEquals("HTTP/1.1 100 Continue", client.readHead().get(0));

            client.send("body");
            assertEquals("HTTP/1.1 200 OK", client.readHead().get(0));
            String seen = client.read(MIB);
            assertTrue(seen.contains("BODY=body\n"), seen);
            assertTrue(seen.contains("HTTP_EXPECT=\n"), seen);
        }
    }

    @Test
    void streamsBothWaysAtOnce() throws Exception {
        byte[] content = random(16 * MIB);

        try (RawClient client = new RawClient(host.address())) {
            client.sendHead("POST /app/mirror.php HTTP/1.0", "Content-Length: " + content.length);
            CompletableFuture<Void> upload = client.sendMeanwhile(content);
            assertEquals("HTTP/1.1 200 OK", client.readHead().get(0));

            assertArrayEquals(content, client.readBytes(content.length + 1));
            upload.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void passesALargeDownload() throws Exception {
        HttpResponse<InputStream> response =
                host.send(host.request("/app/large.php?mib=64"), BodyHandlers.ofInputStream());

        byte[] mib = "0123456789abcdef".repeat(MIB / 16).getBytes(UTF_8);
        try (InputStream body = response.body()) {
            for (int i = 0; i < 64; i++) {
                assertArrayEquals(mib, body.readNBytes(MIB));
            }
            assertEquals(-1, body.read());
        }
    }

    @Test
    void eventsArriveOneByOne() throws Exception {
        String stream = UUID.randomUUID().toString();
        HttpResponse<InputStream> response =
                host.send(host.request("/app/events.php?" + stream), BodyHandlers.ofInputStream());

        try (BufferedReader events = new BufferedReader(new InputStreamReader(response.body(), UTF_8))) {
            assertEquals(": start", events.readLine());
            for (int i = 0; i < 3; i++) {
                // The script writes the next event only once this file is there.
                Files.createFile(root().resolve(stream + "." + i));
                assertEquals("data: " + i, events.readLine());
            }
            assertEquals(null, events.readLine());
        }
    }

    @Test
    void passesAnErrorOfTheApplicationWithItsBody() throws Exception {
        HttpResponse<String> response = host.get("/app/error.php");

        assertEquals(500, response.statusCode());
        assertEquals("it went wrong\n", response.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/app/broken.php?length", "/app/broken.php?chunks"})
    void aBodyThatBreaksOffIsSeenAsBroken(String target) {
        assertThrows(IOException.class, () -> host.get(target));
    }

    @Test
    void aBrokenBodyDoesNotHarmTheNextRequest() throws Exception {
        assertThrows(IOException.class, () -> host.get("/app/broken.php?chunks"));

        assertEquals(200, host.get("/app/echo.php").statusCode());
    }

    @Test
    void answersHeadWithTheHeadersOnly() throws Exception {
        HttpResponse<String> response =
                host.send(host.request("/app/length.php").method("HEAD", BodyPublishers.noBody()));

        assertEquals(200, response.statusCode());
        assertEquals(List.of("12"), response.headers().allValues("Content-Length"));
        assertEquals("", response.body());
    }

    @Test
    void keepsADeclaredLength() throws Exception {
        HttpResponse<String> response = host.get("/app/length.php");

        assertEquals(List.of("12"), response.headers().allValues("Content-Length"));
        assertEquals("twelve bytes", response.body());
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304})
    void theConnectionGoesOnAfterAResponseThatHasNoBody(int status) throws Exception {
        try (RawClient client = new RawClient(host.address())) {
            for (int i = 0; i < 2; i++) {
                client.sendHead("GET /app/status.php?" + status + " HTTP/1.1", "Host: x");
                List<String> head = client.readHead();
                assertTrue(head.get(0).startsWith("HTTP/1.1 " + status), head.get(0));
                assertTrue(head.contains("ETag: \"x\""), head.toString());
            }
        }
    }

    @Test
    void sendsFieldsOfTheConnectionItsOwnWayAndEachOfTheOthersOnce() throws Exception {
        try (RawClient client = new RawClient(host.address())) {
            client.sendHead("GET /app/headers.php HTTP/1.1", "Host: x");
            List<String> head = client.readHead();

            assertEquals(1, count(head, "date"));
            assertEquals(1, count(head, "transfer-encoding") + count(head, "content-length"));
            assertEquals(0, count(head, "connection"));
            assertEquals(0, count(head, "keep-alive"));
            assertEquals(0, count(head, "x-accel-redirect"));
            assertEquals(2, count(head, "set-cookie"));
        }
    }

    private static long count(List<String> head, String name) {
        return head.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .count();
    }

    @Test
    void aClientOfHttp10GetsNoChunks() throws Exception {
        try (RawClient client = new RawClient(host.address())) {
            client.sendHead("GET /app/error.php HTTP/1.0");

            assertEquals(0, count(client.readHead(), "transfer-encoding"));
            assertEquals("it went wrong\n", client.read(MIB));
        }
    }

    @Test
    void answers503WithRetryAfterWhenAllConnectionsAreInUse() throws Exception {
        startHost("max=1,timeout.acquire=100ms");
        String stream = UUID.randomUUID().toString();
        HttpResponse<InputStream> first =
                host.send(host.request("/app/events.php?" + stream), BodyHandlers.ofInputStream());

        HttpResponse<String> second = host.get("/app/echo.php");

        assertEquals(503, second.statusCode());
        assertEquals(Optional.of("1"), second.headers().firstValue("Retry-After"));
        for (int i = 0; i < 3; i++) {
            Files.createFile(root().resolve(stream + "." + i));
        }
        assertEquals(
                ": start\ndata: 0\ndata: 1\ndata: 2\n", new String(first.body().readAllBytes(), UTF_8));
    }

    @Test
    void answers504WhenTheApplicationTakesTooLong() throws Exception {
        startHost("head=200ms");
        String stream = UUID.randomUUID().toString();

        HttpResponse<String> response = host.get("/app/wait.php?" + stream);

        assertEquals(504, response.statusCode());
        Files.createFile(root().resolve(stream + ".0"));
    }

    protected static Properties properties(HttpResponse<String> response) {
        assertEquals(200, response.statusCode(), response.body());
        Properties properties = new Properties();
        response.body().lines().forEach(line -> {
            int equals = line.indexOf('=');
            properties.setProperty(line.substring(0, equals), line.substring(equals + 1));
        });
        return properties;
    }

    protected static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(42).nextBytes(bytes);
        return bytes;
    }
}
