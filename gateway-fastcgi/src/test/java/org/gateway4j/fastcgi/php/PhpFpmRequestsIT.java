package org.gateway4j.fastcgi.php;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.gateway4j.RequestBody;
import org.gateway4j.contract.Answer;
import org.gateway4j.testkit.Allocation;
import org.gateway4j.testkit.PatternStream;
import org.gateway4j.testkit.backends.PhpFpm;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What PHP makes of requests. */
@OverEachDriverAndTransport
class PhpFpmRequestsIT extends PhpFpmDriverTest {

    private static final int MIB = 1024 * 1024;
    private static final String FORM = "application/x-www-form-urlencoded";

    @BeforeEach
    void start() throws Exception {
        start(PhpFpm.Settings.of(transport).php("upload_max_filesize", "200M").php("post_max_size", "201M"));
    }

    @Test
    @Covers("fastcgi/nginx-1")
    void get() throws Exception {
        serverScript("/server.php");
        Map<String, String> variables = variables(get("/server.php?a=1&b=%20"));
        assertEquals("GET", variables.get("REQUEST_METHOD"));
        assertEquals("/server.php?a=1&b=%20", variables.get("REQUEST_URI"));
        assertEquals("a=1&b=%20", variables.get("QUERY_STRING"));
        assertEquals("example.org", variables.get("HTTP_HOST"));
        assertEquals(fpm.site().root() + "/server.php", variables.get("SCRIPT_FILENAME"));
    }

    @Test
    void headHasNoBodyAndKeepsTheConnection() throws Exception {
        script("/head.php", "header('X-Method: ' . $_SERVER['REQUEST_METHOD']); echo 'never seen';");
        for (int i = 0; i < 3; i++) {
            Answer answer = send(request("HEAD", "/head.php"));
            assertEquals(200, answer.status());
            assertEquals("HEAD", answer.header("X-Method"));
            assertEquals("", answer.body());
        }
        assertEquals(0, gateway.stats().closed());
    }

    @Test
    void methodsThatPhpDoesNotKnow() throws Exception {
        script("/method.php", "echo $_SERVER['REQUEST_METHOD'], ':', file_get_contents('php://input');");
        for (String method : List.of("PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND", "purge")) {
            RequestBody body = RequestBody.of("body".getBytes(StandardCharsets.US_ASCII));
            assertEquals(
                    method + ":body",
                    send(request(method, "/method.php").body(body)).body());
        }
    }

    @Test
    void postOfAForm() throws Exception {
        script("/form.php", "echo $_POST['name'], '|', $_POST['list'][1], '|', $_GET['q'];");
        byte[] form = "name=J%C3%BCrgen+K&list[]=a&list[]=b".getBytes(StandardCharsets.US_ASCII);
        assertEquals(
                "Jürgen K|b|1",
                send(post("/form.php?q=1", FORM, RequestBody.of(form))).body());
    }

    @Test
    void postWithoutABody() throws Exception {
        script("/empty.php", "echo strlen(file_get_contents('php://input')), ':', count($_POST);");
        for (int i = 0; i < 3; i++) {
            assertEquals(
                    "0:0", send(post("/empty.php", FORM, RequestBody.none())).body());
        }
        assertEquals(0, gateway.stats().closed());
    }

    @Test
    void bodiesAroundTheSizesOfRecordsAndBuffers() throws Exception {
        script("/input.php", "echo hash('sha256', file_get_contents('php://input'));");
        for (int size : new int[] {1, 7, 8, 8191, 8192, 57_344, 57_345, 65_527, 65_528, 65_529, 65_536, 200_000}) {
            PatternStream content = new PatternStream(size);
            Answer answer = send(post("/input.php", "application/octet-stream", RequestBody.of(content, size)));
            assertEquals(content.digest(), answer.body(), size + " bytes");
        }
        assertEquals(0, gateway.stats().closed());
    }

    @Test
    void multipartUploadOf100Mib() throws Exception {
        script("/upload.php", """
                $file = $_FILES['file'];
                echo $_POST['note'], '|', $file['name'], '|', $file['error'], '|', $file['size'], '|',
                    hash_file('sha256', $file['tmp_name']);
                """);
        long size = 100L * MIB;
        PatternStream content = new PatternStream(size);
        byte[] head = """
                --b\r
                Content-Disposition: form-data; name="note"\r
                \r
                hello\r
                --b\r
                Content-Disposition: form-data; name="file"; filename="big.bin"\r
                Content-Type: application/octet-stream\r
                \r
                """.getBytes(StandardCharsets.US_ASCII);
        byte[] tail = "\r\n--b--\r\n".getBytes(StandardCharsets.US_ASCII);
        InputStream body = new SequenceInputStream(Collections.enumeration(
                List.of(new ByteArrayInputStream(head), content, new ByteArrayInputStream(tail))));

        Allocation allocation = Allocation.ofThisThread();
        Answer answer = send(post(
                "/upload.php",
                "multipart/form-data; boundary=b",
                RequestBody.of(body, head.length + size + tail.length)));
        allocation.assertAtMost(4 * MIB);
        assertEquals("hello|big.bin|0|" + size + "|" + content.digest(), answer.body());
    }

    @Test
    @Covers("fastcgi/nginx-83-86")
    void uploadOfUnknownLengthIsSpooledAndHasItsTrueLength() throws Exception {
        script("/chunked.php", """
                echo $_SERVER['CONTENT_LENGTH'], '|', isset($_SERVER['HTTP_TRANSFER_ENCODING']) ? 'coded' : 'plain', '|',
                    hash_file('sha256', 'php://input');
                """);
        long size = 30L * MIB + 1;
        PatternStream content = new PatternStream(size);
        Allocation allocation = Allocation.ofThisThread();
        Answer answer = send(post("/chunked.php", "application/octet-stream", RequestBody.of(content, -1))
                .header("Transfer-Encoding", "chunked"));
        allocation.assertAtMost(4 * MIB);
        assertEquals(size + "|plain|" + content.digest(), answer.body());
        assertTrue(content.isClosed());
    }

    @Test
    void answerBeforeABodyBeyondPostMaxSizeIsRead() throws Exception {
        fpm.stop();
        start(PhpFpm.Settings.of(transport).php("post_max_size", "1M"));
        script("/early.php", "http_response_code(413); echo 'too large: ', count($_POST);");
        for (int i = 0; i < 3; i++) {
            PatternStream content = new PatternStream(50L * MIB);
            Answer answer = send(post("/early.php", FORM, RequestBody.of(content, 50L * MIB)));
            assertEquals(413, answer.status());
            assertEquals("too large: 0", answer.body());
            assertTrue(content.isClosed());
        }
        assertEquals("too large: 0", body("/early.php"));
    }

    @Test
    void scriptThatExitsBeforeItReadsItsInput() throws Exception {
        script("/exit.php", "echo 'not interested'; exit;");
        PatternStream content = new PatternStream(50L * MIB);
        Answer answer = send(post("/exit.php", "application/octet-stream", RequestBody.of(content, 50L * MIB)));
        assertEquals("not interested", answer.body());
        assertTrue(content.isClosed());
        assertEquals("not interested", body("/exit.php"));
    }

    @Test
    void basicAuthenticationIsSeenByPhp() throws Exception {
        script("/auth.php", "echo $_SERVER['PHP_AUTH_USER'], '/', $_SERVER['PHP_AUTH_PW'];");
        String credentials = Base64.getEncoder().encodeToString("ann:s3:cret".getBytes(StandardCharsets.US_ASCII));
        assertEquals(
                "ann/s3:cret",
                send(get("/auth.php").header("Authorization", "Basic " + credentials))
                        .body());
    }

    @Test
    void proxyHeaderDoesNotReachPhp() throws Exception {
        serverScript("/server.php");
        Map<String, String> variables = variables(get("/server.php").header("Proxy", "http://evil.example/"));
        assertFalse(variables.containsKey("HTTP_PROXY"));
    }

    @Test
    void clientCannotConfigurePhp() throws Exception {
        fpm.site().write("/evil.txt", "EVIL");
        script("/ini.php", "echo '[', ini_get('auto_prepend_file'), ']';");
        String value = "auto_prepend_file=" + fpm.site().root() + "/evil.txt";
        for (String name : List.of("PHP_VALUE", "Php-Value", "PHP_ADMIN_VALUE", "Php-Admin-Value")) {
            assertEquals("[]", send(get("/ini.php").header(name, value)).body(), name);
        }
    }

    @Test
    void clientCannotNameTheFileOfItsBody() throws Exception {
        script("/input.php", "echo '[', file_get_contents('php://input'), ']';");
        for (String name : List.of("REQUEST_BODY_FILE", "Request-Body-File")) {
            assertEquals(
                    "[x]",
                    send(post("/input.php", "text/plain", RequestBody.of(new byte[] {'x'}))
                                    .header(name, "/etc/passwd"))
                            .body(),
                    name);
        }
    }

    @Test
    void hostVariablesReachPhp() throws Exception {
        serverScript("/server.php");
        Map<String, String> variables =
                variables(get("/server.php").variable("APP_ENV", "tést").variable("EMPTY", ""));
        assertEquals("tést", variables.get("APP_ENV"));
        assertEquals("", variables.get("EMPTY"));
    }

    @Test
    void largeAndRepeatedHeaders() throws Exception {
        serverScript("/server.php");
        String large = "v".repeat(60_000);
        Map<String, String> variables = variables(get("/server.php")
                .header("X-Large", large)
                .header("X-Second-Large", large)
                .header("Cookie", "a=1")
                .header("Cookie", "b=2")
                .header("Accept", "text/html")
                .header("Accept", "text/plain"));
        assertEquals(large, variables.get("HTTP_X_LARGE"));
        assertEquals(large, variables.get("HTTP_X_SECOND_LARGE"));
        assertEquals("a=1; b=2", variables.get("HTTP_COOKIE"));
        assertEquals("text/html, text/plain", variables.get("HTTP_ACCEPT"));
        assertNull(variables.get("CONTENT_LENGTH"));
    }

    @Test
    void pathAndQueryOutsideAscii() throws Exception {
        serverScript("/caf\u00e9 \u4e2d.php");
        Map<String, String> variables =
                variables(get("/caf%C3%A9%20%E4%B8%AD.php/%C3%BC?q=%E2%82%AC&raw=" + octets("ö")));
        assertEquals("/café 中.php", variables.get("SCRIPT_NAME"));
        assertEquals("/ü", variables.get("PATH_INFO"));
        assertEquals(fpm.site().root() + "/café 中.php", variables.get("SCRIPT_FILENAME"));
        assertEquals("q=%E2%82%AC&raw=ö", variables.get("QUERY_STRING"));
        assertEquals("/caf%C3%A9%20%E4%B8%AD.php/%C3%BC?q=%E2%82%AC&raw=ö", variables.get("REQUEST_URI"));
    }

    /** What a host has that takes the bytes of a request line as they are. */
    private static String octets(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
