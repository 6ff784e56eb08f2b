package org.gateway4j.examples;

import static java.net.http.HttpRequest.BodyPublishers.ofByteArray;
import static java.net.http.HttpRequest.BodyPublishers.ofInputStream;
import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import org.gateway4j.Endpoint;
import org.gateway4j.examples.http.MountTable;
import org.gateway4j.examples.mounts.Mounts;
import org.gateway4j.examples.options.CommandLine;
import org.gateway4j.testing.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the host does with every FastCGI application that has the scripts of the test resources, in PHP or in Java. */
public abstract class HostContract {

    private static final int MIB = 1 << 20;

    private MountTable mounts;
    protected LocalHost host;

    protected abstract Endpoint endpoint();

    /** The folder with the scripts; they also find there the files that they wait for. */
    protected abstract Path root();

    @BeforeEach
    void startHost() throws Exception {
        startHost("max=5");
    }

    private void startHost(String settings) throws Exception {
        if (host != null) {
            host.close();
        }
        String mount = "/app=fastcgi:" + endpoint() + ",root=" + root() + "," + settings;
        mounts = Mounts.of(CommandLine.parse("--mount", mount));
        host = LocalHost.start(mounts);
    }

    @AfterEach
    void everyConnectionIsBack() throws Exception {
        Await.until(
                "all connections returned",
                () -> mounts.entries().stream()
                        .allMatch(entry -> entry.mount().pool().orElseThrow().inUse() == 0));
        host.close();
    }

    @Test
    void passesTheRequestAsItCame() throws Exception {
        Properties seen = properties(host.send(host.request("/app/echo.php/more%20path?q=%20a&b")
                .header("X-Test", "one")
                .header("X-Test", "two")
                .header("Proxy", "evil")));

        assertEquals("GET", seen.getProperty("REQUEST_METHOD"));
        assertEquals("/app/echo.php/more%20path?q=%20a&b", seen.getProperty("REQUEST_URI"));
        assertEquals("/app/echo.php", seen.getProperty("SCRIPT_NAME"));
        assertEquals("/more path", seen.getProperty("PATH_INFO"));
        assertEquals("q=%20a&b", seen.getProperty("QUERY_STRING"));
        assertEquals("HTTP/1.1", seen.getProperty("SERVER_PROTOCOL"));
        assertEquals("127.0.0.1", seen.getProperty("REMOTE_ADDR"));
        assertEquals(Integer.toString(host.address().getPort()), seen.getProperty("SERVER_PORT"));
        assertEquals("one, two", seen.getProperty("HTTP_X_TEST"));
        assertEquals("", seen.getProperty("HTTP_PROXY"));
        assertEquals("0", seen.getProperty("BODY_LENGTH"));
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
    void tellsTheLengthOfAChunkedUpload() throws Exception {
        HttpResponse<String> response = host.send(
                host.request("/app/echo.php").POST(ofInputStream(() -> new ByteArrayInputStream(random(3 * MIB)))));

        assertEquals(Integer.toString(3 * MIB), properties(response).getProperty("CONTENT_LENGTH"));
        assertEquals(Integer.toString(3 * MIB), properties(response).getProperty("BODY_LENGTH"));
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
                assertTrue(head.contains("Etag: \"x\""), head.toString());
            }
        }
    }

    @Test
    void sendsFieldsOfTheConnectionItsOwnWayAndEachOfTheOthersOnce() throws Exception {
        try (RawClient client = new RawClient(host.address())) {
            client.sendHead("GET /app/headers.php HTTP/1.1", "Host: x");
            List<String> head = client.readHead();

            assertEquals(1, count(head, "date"));
            assertEquals(1, count(head, "transfer-encoding"));
            assertEquals(0, count(head, "content-length"));
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
    void servesFilesBesideTheScripts() throws Exception {
        HttpResponse<String> response = host.get("/app/logo.svg");

        assertEquals(200, response.statusCode());
        assertEquals(Optional.of("image/svg+xml"), response.headers().firstValue("Content-Type"));
        assertEquals("<svg/>", response.body().strip());
    }

    @Test
    void redirectsToTheMountsOwnFolder() throws Exception {
        assertEquals(Optional.of("/app/?x"), host.get("/app?x").headers().firstValue("Location"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/app/none.php", "/app/none.txt", "/app/logo.svg/echo.php", "/other"})
    void answers404WhereThereIsNothing(String target) throws Exception {
        HttpResponse<String> response = host.get(target);

        assertEquals(404, response.statusCode());
        assertEquals(
                Optional.of("text/plain; charset=utf-8"), response.headers().firstValue("Content-Type"));
        assertFalse(response.body().contains("\tat "), response.body());
    }

    @Test
    void aRefusedUploadStillGetsItsAnswer() throws Exception {
        assertEquals(
                404,
                host.send(host.request("/app/none.php").POST(ofByteArray(random(4 * MIB))))
                        .statusCode());
    }

    @Test
    void answers403ToAScriptOutsideTheRoot() throws Exception {
        Path outside = Files.createTempFile("outside", ".php");
        Path link = Files.createSymbolicLink(root().resolve("link.php"), outside);
        try {
            assertEquals(403, host.get("/app/link.php").statusCode());
        } finally {
            Files.delete(link);
            Files.delete(outside);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/app/../../x", "/app/%00", "/app/a%0d%0ab"})
    void answers400ToAPathThatMeansNothing(String target) throws Exception {
        try (RawClient client = new RawClient(host.address())) {
            client.sendHead("GET " + target + " HTTP/1.1", "Host: x");

            assertEquals("HTTP/1.1 400 Bad Request", client.readHead().get(0));
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

    @Test
    void addsTheMountsVariables() throws Exception {
        startHost("env.X_TEST_VARIABLE=set by the mount");

        assertEquals("set by the mount", properties(host.get("/app/echo.php")).getProperty("X_TEST_VARIABLE"));
    }

    private static Properties properties(HttpResponse<String> response) {
        assertEquals(200, response.statusCode(), response.body());
        Properties properties = new Properties();
        response.body().lines().forEach(line -> {
            int equals = line.indexOf('=');
            properties.setProperty(line.substring(0, equals), line.substring(equals + 1));
        });
        return properties;
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(42).nextBytes(bytes);
        return bytes;
    }
}
