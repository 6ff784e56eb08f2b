package org.gateway4j.contract.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gateway4j.testkit.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application asks the host to send in its place: another path, or a file. */
interface HandoffContract extends HostFixture {

    /** The directory whose files the applications may have sent. */
    Path files();

    @Test
    default void followsALocalRedirect() throws Exception {
        application().serveBy(call -> {
            if (call.uri().startsWith("/app/next")) {
                call.answer(200, Bytes.of(call.method() + " " + call.uri() + " " + call.contentLength()));
            } else {
                call.print("Location: /app/next?a=%20\r\n\r\n");
            }
        });
        HostClient client = connect();
        client.request("POST /app/x HTTP/1.1", "Host: h.example", "Content-Length: 4")
                .send("body");

        HttpAnswer answer = client.answer();

        assertEquals(200, answer.status());
        assertEquals("GET /app/next?a=%20 0", answer.text());
        assertFalse(answer.head().has("Location"), answer::toString);
    }

    @Test
    default void followsALocalRedirectToAnotherMount() throws Exception {
        application().print("Location: /other/y\r\n\r\n");
        neighbour().answer(201, "from the other one", "X-Test", "yes");

        HttpAnswer answer = get();

        assertEquals(201, answer.status());
        assertEquals("from the other one", answer.text());
        assertEquals("yes", answer.head().only("X-Test"));
        SeenRequest seen = neighbour().next();
        assertEquals("/other", seen.variable("SCRIPT_NAME"));
        assertEquals("/y", seen.variable("PATH_INFO"));
    }

    @Test
    default void aLocalRedirectFollowsAHeadWithoutABody() throws Exception {
        application().print("Location: /other/y\r\n\r\n");
        neighbour().answer(200, "text", "Content-Length", "4");
        HostClient client = connect();

        HttpAnswer answer = client.exchange("HEAD /app/x HTTP/1.1", "Host: h.example");

        assertEquals(200, answer.status());
        assertEquals("4", answer.head().only("Content-Length"));
        assertEquals(
                200, client.exchange("GET /other/y HTTP/1.1", "Host: h.example").status());
    }

    @Test
    default void localRedirectsComeToAnEnd() throws Exception {
        application().print("Location: /app/x\r\n\r\n");

        assertEquals(502, get().status());
        assertTrue(application().requests() < 20, "requests: " + application().requests());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/app/../other/y", "/app/%2e%2e/other/y", "/app/..;/other/y"})
    default void aLocalRedirectLeavesNoMountByItsSpelling(String target) throws Exception {
        application().print("Location: " + target + "\r\n\r\n");

        int status = get().status();

        assertTrue(status == 502 || status == 302, "status " + status);
        assertEquals(1, application().requests());
        assertEquals(0, neighbour().requests());
    }

    @Test
    default void sendsAFile() throws Exception {
        Path file = file("report.bin", "content of a file");
        application()
                .answer(200, "not this", "X-Sendfile", file.toString(), "Content-Type", "text/x-test", "X-Kept", "yes");
        HostClient client = connect();

        HttpAnswer answer = client.exchange("GET /app/x HTTP/1.1", "Host: h.example");

        assertEquals(200, answer.status());
        assertEquals("content of a file", answer.text());
        assertEquals("17", answer.head().only("Content-Length"));
        assertEquals("text/x-test", answer.head().only("Content-Type"));
        assertEquals("yes", answer.head().only("X-Kept"));
        assertFalse(answer.head().has("X-Sendfile"), answer::toString);
        assertEquals(
                200, client.exchange("GET /other/x HTTP/1.1", "Host: h.example").status());
    }

    @Test
    default void sendsAFileByItsUrl() throws Exception {
        file("letter.txt", "Dear all");
        application().answer(200, "", "X-Accel-Redirect", "/protected/letter.txt", "Content-Type", "text/x-test");

        HttpAnswer answer = get();

        assertEquals("Dear all", answer.text());
        assertEquals("text/x-test", answer.head().only("Content-Type"));
        assertFalse(answer.head().has("X-Accel-Redirect"), answer::toString);
    }

    @Test
    default void sendsTheHeadOfAFile() throws Exception {
        Path file = file("head.txt", "twelve bytes");
        application().answer(200, "", "X-Sendfile", file.toString());
        HostClient client = connect();

        HttpAnswer answer = client.exchange("HEAD /app/x HTTP/1.1", "Host: h.example");

        assertEquals("12", answer.head().only("Content-Length"));
        assertEquals(
                200, client.exchange("GET /other/x HTTP/1.1", "Host: h.example").status());
    }

    /** A host with a static handler of its own sends the range, another one all of the file. */
    @Test
    default void sendsARangeOfAFileOrAllOfIt() throws Exception {
        Path file = file("range.txt", "0123456789");
        application().answer(200, "", "X-Sendfile", file.toString());

        HttpAnswer answer = connect().exchange("GET /app/x HTTP/1.1", "Host: h.example", "Range: bytes=2-4");

        if (answer.status() == 206) {
            assertEquals("234", answer.text());
            assertEquals("bytes 2-4/10", answer.head().only("Content-Range"));
        } else {
            assertEquals(200, answer.status());
            assertEquals("0123456789", answer.text());
        }
    }

    @Test
    default void sendsALargeFile() throws Exception {
        byte[] content = Bytes.random(10 << 20, 6);
        Path file = Files.write(files().resolve("large.bin"), content);
        application().answer(200, "", "X-Sendfile", file.toString());

        assertArrayEquals(content, get().body());
    }

    @Test
    default void sendsNoFileFromElsewhere() throws Exception {
        Path outside = Files.writeString(files().resolveSibling("outside.txt"), "secret");
        application().answer(200, "", "X-Sendfile", outside.toString());

        HttpAnswer answer = get();

        assertEquals(502, answer.status());
        assertFalse(answer.text().contains("secret"), answer::toString);
    }

    private Path file(String name, String content) throws Exception {
        return Files.writeString(files().resolve(name), content, StandardCharsets.ISO_8859_1);
    }
}
