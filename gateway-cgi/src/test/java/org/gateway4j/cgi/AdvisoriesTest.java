package org.gateway4j.cgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.gateway4j.BackendTimeoutException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.RequestBody;
import org.gateway4j.RequestBodyException;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.Timeouts;
import org.gateway4j.contract.Answer;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was done to other CGI hosts, each named after its advisory, cannot be done here. */
class AdvisoriesTest extends CgiFixture {

    private static final String HEAD = "printf 'Content-Type: text/plain\\n\\n'";

    private void assertRefused(int status, String target) {
        RequestRejectedException rejection = assertThrows(RequestRejectedException.class, () -> get(target));
        assertEquals(status, rejection.suggestedStatus(), rejection.getMessage());
    }

    private List<String> arguments(String query) throws Exception {
        dump("dump");
        try (Gateway gateway = gateway().passQueryAsArguments(true).build()) {
            return SeenRequest.of(Answer.of(gateway.dispatch(
                            GatewayRequest.get("/dump?" + query).build())))
                    .arguments();
        }
    }

    /** httpoxy: PHP. */
    @ParameterizedTest
    @Covers("cgi/httpoxy")
    @ValueSource(strings = {"Proxy", "PROXY", "proxy", "pRoXy"})
    void cve_2016_5385(String name) throws Exception {
        dump("dump");
        SeenRequest seen = seen(GatewayRequest.get("/dump").header(name, "http://attacker.example"));
        assertFalse(seen.variables().keySet().stream()
                .anyMatch(key -> key.toUpperCase(Locale.ROOT).equals("HTTP_PROXY")));
    }

    /** httpoxy: Go. Nor can the host set it by mistake. */
    @Test
    @Covers("cgi/httpoxy")
    void cve_2016_5386() {
        assertThrows(IllegalArgumentException.class, () -> gateway().environment("HTTP_PROXY", "x"));
        assertThrows(
                IllegalArgumentException.class, () -> GatewayRequest.get("/").variable("HTTP_PROXY", "x"));
    }

    /** httpoxy: httpd, in a list of headers. */
    @Test
    @Covers("cgi/httpoxy")
    void cve_2016_5387() throws Exception {
        dump("dump");
        SeenRequest seen = seen(GatewayRequest.get("/dump").header("Proxy", "a").header("Proxy", "b"));
        assertNull(seen.variable("HTTP_PROXY"));
    }

    /** httpoxy: Tomcat's CGI servlet, with the header's name spelt otherwise. */
    @ParameterizedTest
    @Covers("cgi/httpoxy")
    @ValueSource(strings = {"Proxy_", "_Proxy", "Proxy."})
    void cve_2016_5388(String name) throws Exception {
        dump("dump");
        SeenRequest seen = seen(GatewayRequest.get("/dump").header(name, "http://attacker.example"));
        assertFalse(seen.variables().containsValue("http://attacker.example"));
    }

    /** httpoxy: Python; what is inherited is named, and this one cannot be. */
    @Test
    @Covers("cgi/httpoxy")
    void cve_2016_1000110() {
        assertThrows(IllegalArgumentException.class, () -> gateway().inherit("HTTP_PROXY"));
    }

    /** php-cgi took options from the query. */
    @ParameterizedTest
    @Covers("cgi/CVE-2012-1823")
    @ValueSource(
            strings = {
                "-s",
                "-d+allow_url_include%3d1",
                "%2Ds",
                "-dsafe_mode%3dOff+-n",
                "a+-s",
                "+-s",
                "/etc/passwd",
                "a/b"
            })
    void cve_2012_1823(String query) throws Exception {
        dump("dump");
        assertEquals(List.of(), seen(GatewayRequest.get("/dump?" + query)).arguments());
        assertEquals(List.of(), arguments(query));
    }

    /** A soft hyphen became a hyphen. */
    @ParameterizedTest
    @Covers("cgi/CVE-2012-1823")
    @ValueSource(strings = {"%ADs", "%adallow", "%C2%ADs", "%E2%80%90s", "a%FFb"})
    void cve_2024_4577(String query) throws Exception {
        assertEquals(List.of(), arguments(query));
    }

    /** Tomcat on Windows: metacharacters of a command line. */
    @ParameterizedTest
    @Covers("cgi/CVE-2012-1823")
    @ValueSource(
            strings = {
                "&dir",
                "a%26dir",
                "a%7Cb",
                "%22a%22",
                "a%20b",
                "a%3Bb",
                "%25PATH%25",
                "a%5Eb",
                "$(id)",
                "%60id%60",
                "a*",
                "%27"
            })
    void cve_2019_0232(String query) throws Exception {
        assertEquals(List.of(), arguments(query));
    }

    /** A command as one string, taken apart wrongly: here each part is one argument. */
    @Test
    @Covers("cgi/CVE-2023-36479")
    void cve_2023_36479() throws Exception {
        dump("a \"quoted\" name; echo $HOME");
        SeenRequest seen = seen(GatewayRequest.get("/a%20%22quoted%22%20name;%20echo%20$HOME"));
        assertEquals(root + "/a \"quoted\" name; echo $HOME", seen.variable("SCRIPT_FILENAME"));
        assertEquals(List.of(), seen.arguments());
    }

    /** The file system did not care about the case of letters, the constraints did. */
    @ParameterizedTest
    @Covers("cgi/CVE-2025-46701")
    @ValueSource(strings = {"/Admin/dump", "/ADMIN/dump", "/admin/DUMP", "/admin/Dump/x"})
    void cve_2025_46701(String target) throws Exception {
        dump("admin/dump");
        assertRefused(404, target);
    }

    /** Shellshock: functions in values. No shell is between; what is passed is what the client sent, in variables of requests. */
    @Test
    @Covers("cgi/CVE-2014-6271")
    void cve_2014_6271() throws Exception {
        dump("dump");
        String function = "() { :;}; echo vulnerable";
        SeenRequest seen =
                seen(GatewayRequest.get("/dump").header("User-Agent", function).header("Cookie", function));
        assertEquals(
                List.of("HTTP_COOKIE", "HTTP_USER_AGENT"),
                seen.variables().keySet().stream()
                        .filter(name -> seen.variable(name).contains("()"))
                        .toList());
        sh("echo", HEAD, "echo fine");
        Answer answer = answer(
                GatewayRequest.get("/echo").header("User-Agent", function).build());
        assertEquals("fine\n", answer.body());
    }

    /** A type was guessed, and text became HTML. Here none is. */
    @Test
    @Covers({"cgi/rfc3875-6.3.1", "cgi/CVE-2020-24553"})
    void cve_2020_24553() throws Exception {
        sh("untyped", "printf 'X-Test: 1\\n\\n<script>alert(1)</script>'");
        sh("empty", "printf 'X-Test: 1\\n\\n'");
        assertNull(get("/untyped").header("Content-Type"));
        assertNull(get("/empty").header("Content-Type"));
    }

    /** A script that does not read its input held a worker for ever. */
    @Test
    @Covers("cgi/CVE-2014-0231")
    void cve_2014_0231() throws Exception {
        sh("deaf", "sleep 1000");
        Timeouts timeouts =
                Timeouts.defaults().withWrite(Duration.ofMillis(200)).withHead(Duration.ofMillis(200));
        try (Gateway gateway = gateway().timeouts(timeouts).build()) {
            for (int length : new int[] {10_000_000, -1}) {
                RequestBody body = RequestBody.of(new ByteArrayInputStream(new byte[10_000_000]), length);
                assertThrows(
                        BackendTimeoutException.class,
                        () -> gateway.dispatch(GatewayRequest.builder("POST", "/deaf")
                                .body(body)
                                .build()));
            }
        }
    }

    /** Response splitting: a line break in a value. */
    @Test
    @Covers("cgi/CVE-2024-42516")
    void cve_2024_42516() throws Exception {
        sh("split", "printf 'X-Test: a\\rSet-Cookie: b=c\\nContent-Type: text/plain\\n\\n'");
        assertEquals(502, failure("/split").suggestedStatus());
    }

    /** Response splitting: framing by the application. */
    @Test
    @Covers("cgi/CVE-2024-42516")
    void cve_2024_24795() throws Exception {
        sh(
                "framed",
                "printf 'Transfer-Encoding: chunked\\nContent-Length: 2\\nContent-Type: text/plain\\n\\nokHTTP/1.1 200 OK\\n'");
        Answer answer = get("/framed");
        assertNull(answer.header("Transfer-Encoding"));
        assertEquals("ok", answer.body());
    }

    /** Response splitting: names that are none, and two lengths. */
    @ParameterizedTest
    @Covers("cgi/CVE-2024-42516")
    @ValueSource(
            strings = {
                "X Test: a",
                "X-Test : a",
                ": a",
                "X\\001: a",
                "Content-Length: 1\\nContent-Length: 2",
                "Content-Length: +1"
            })
    void cve_2023_38709(String field) throws Exception {
        sh("name", "printf '" + field + "\\nContent-Type: text/plain\\n\\nok'");
        assertEquals(502, failure("/name").suggestedStatus());
    }

    /** What an application names for a local redirect is only offered, and is no more than a path. */
    @ParameterizedTest
    @Covers("cgi/CVE-2024-38476")
    @CsvSource({
        "/admin/, true",
        "//evil.example/, false",
        "proxy:http://evil.example/, false",
        "file:///etc/passwd, false",
        "admin, false"
    })
    void cve_2024_38476(String location, boolean local) throws Exception {
        sh("redirect", "printf 'Location: " + location + "\\n\\n'");
        try (Gateway gateway = gateway().build();
                GatewayResponse response =
                        gateway.dispatch(GatewayRequest.get("/redirect").build())) {
            assertEquals(local, response.handoff() != null);
            assertEquals(302, response.status());
        }
    }

    /** A slot was lost when a client closed in the middle of an upload. */
    @Test
    @Covers("cgi/CVE-2022-41556")
    void cve_2022_41556() throws Exception {
        sh("slow", "cat > /dev/null; sleep 1000");
        try (Gateway gateway = gateway().processes(ProcessConfig.of(1)).build()) {
            for (int i = 0; i < 5; i++) {
                RequestBody cut = RequestBody.of(new ByteArrayInputStream(new byte[200_000]), 300_000);
                assertThrows(
                        RequestBodyException.class,
                        () -> gateway.dispatch(GatewayRequest.builder("POST", "/slow")
                                .body(cut)
                                .build()));
            }
        }
    }

    /** Trailers became headers: whatever the host hands over as header is one, and nothing else is. */
    @Test
    @Covers("cgi/CVE-2025-12642")
    void cve_2025_12642() throws Exception {
        dump("dump");
        SeenRequest seen = seen(GatewayRequest.builder("POST", "/dump")
                .header("Trailer", "X-Admin")
                .body(RequestBody.of(new ByteArrayInputStream(Bytes.of("body")), -1)));
        assertNull(seen.variable("HTTP_X_ADMIN"));
        assertNull(seen.variable("HTTP_TRAILER"));
    }

    /** Header names that become the same variable. */
    @ParameterizedTest
    @Covers({"cgi/lighttpd-names", "cgi/header-names"})
    @ValueSource(strings = {"X_Real_IP", "X.Real.IP", "X_Real-IP", "x_real_ip"})
    void headerNameConfusion(String alias) throws Exception {
        dump("dump");
        assertNull(seen(GatewayRequest.get("/dump").header(alias, "6.6.6.6")).variable("HTTP_X_REAL_IP"));
        GatewayRequest both = GatewayRequest.get("/dump")
                .header("X-Real-IP", "1.1.1.1")
                .header(alias, "6.6.6.6")
                .build();
        assertEquals(
                400,
                assertThrows(RequestRejectedException.class, () -> answer(both)).suggestedStatus());
    }

    /** An encoded slash showed sources, and ran scripts of other directories. */
    @ParameterizedTest
    @Covers({"cgi/python-nested", "cgi/bpo-21766"})
    @CsvSource({
        "/sub%2fdump, 400",
        "/sub%2Fdump, 400",
        "/sub%5cdump, 400",
        "/dump/%2e%2e%2fsecret, 400",
        "/%2e%2e%2f%2e%2e%2fetc/passwd, 400",
        "/dump%00.txt, 400",
        "/sub%252fdump, 404"
    })
    void bpo_21766(String target, int status) throws Exception {
        dump("dump");
        dump("sub/dump");
        assertRefused(status, target);
    }

    /** Identity that only the client has claimed. */
    @Test
    @Covers({"cgi/rfc3875-4.1.1", "cgi/nginx-cgi-22"})
    void nginx_cgi_22() throws Exception {
        dump("dump");
        SeenRequest seen = seen(GatewayRequest.get("/dump").header("Authorization", "Basic YWRtaW46"));
        assertNull(seen.variable("REMOTE_USER"));
        assertNull(seen.variable("AUTH_TYPE"));
        assertThrows(IllegalArgumentException.class, () -> gateway().environment("REMOTE_USER", "admin"));
        assertThrows(IllegalArgumentException.class, () -> gateway().inherit("AUTH_TYPE"));
    }

    /** An upload ran because something behind it looked like a script. */
    @ParameterizedTest
    @Covers("cgi/fix-pathinfo")
    @ValueSource(strings = {"/upload.jpg/x.php", "/upload.jpg/.php", "/upload.jpg%20.php"})
    void phpFixPathinfo(String target) throws Exception {
        plain("upload.jpg", "#!/bin/sh\n" + HEAD + "\necho executed\n");
        ScriptDirectory scripts = CgiScriptMapper.directory(root).interpreter(".php", "/bin/sh");
        try (Gateway gateway = gateway(scripts).build()) {
            assertThrows(
                    RequestRejectedException.class,
                    () -> gateway.dispatch(GatewayRequest.get(target).build()));
        }
    }

    /** A line break in the path. */
    @ParameterizedTest
    @Covers("cgi/fix-pathinfo")
    @CsvSource({"/dump/%0ax, '/\nx'", "/dump/%0d%0a/x, '/\r\n/x'"})
    void cve_2019_11043(String target, String pathInfo) throws Exception {
        dump("dump");
        SeenRequest seen = seen(GatewayRequest.get(target));
        assertEquals(pathInfo, seen.variable("PATH_INFO"));
        assertEquals("/dump", seen.variable("SCRIPT_NAME"));
        assertRefused(400, "/dump%0Ax");
    }

    /** What is configured won over what the server knows. */
    @ParameterizedTest
    @Covers("cgi/CVE-2025-65082")
    @ValueSource(
            strings = {"REQUEST_METHOD", "CONTENT_LENGTH", "PATH_INFO", "SCRIPT_NAME", "REMOTE_ADDR", "QUERY_STRING"})
    void cve_2025_65082(String name) {
        assertThrows(IllegalArgumentException.class, () -> gateway().environment(name, "x"));
        assertThrows(
                IllegalArgumentException.class, () -> GatewayRequest.get("/").variable(name, "x"));
    }

    /** A file that may not be executed was shown by the handler of static files. */
    @Test
    @Covers("cgi/disclosure")
    void sourceIsNeverShown() throws Exception {
        plain("script", "#!/bin/sh\necho secret\n");
        assertRefused(403, "/script");
        assertRefused(403, "/script/x");
    }

    /** A link out of the directory. */
    @Test
    @Covers("cgi/disclosure")
    void linkOutOfTheDirectoryIsRefused() throws Exception {
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Files.move(dump("moved"), outside.resolve("moved"));
        Files.createSymbolicLink(root.resolve("link"), outside.resolve("moved"));
        Files.createSymbolicLink(root.resolve("links"), outside);
        assertRefused(403, "/link");
        assertRefused(403, "/links/moved");
    }
}
