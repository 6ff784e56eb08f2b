package org.gateway4j.examples.cgi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gateway4j.testkit.backends.RealBackends;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PHP as a process for each request: php-cgi without FastCGI. */
class PlainPhpCgiIT {

    @TempDir
    Path home;

    private Path root;
    private CgiHost host;

    @BeforeEach
    void start() throws Exception {
        Path php = RealBackends.program("php-cgi");
        root = Files.createDirectory(home.resolve("www"));
        host = CgiHost.start("/app=cgi:" + root + ",interpreter.php=" + php + " -d session.save_path=" + home
                + " -d display_errors=0,max=2");
    }

    @AfterEach
    void stop() {
        if (host != null) {
            host.close();
        }
    }

    private void script(String name, String code) throws Exception {
        Files.writeString(root.resolve(name), "<?php\n" + code);
    }

    /** Without REDIRECT_STATUS php-cgi refuses to run anything. */
    @Test
    void readsAQueryAndKnowsWhereItIs() throws Exception {
        script("show.php", """
                header('Content-Type: text/plain');
                echo php_sapi_name(), ' ', $_GET['a'] ?? '', ' ', $_SERVER['PHP_SELF'], ' ', $_SERVER['PATH_INFO'] ?? '',
                    ' ', getcwd(), ' ', __FILE__, ' ', count($_SERVER['argv'] ?? []);
                """);

        assertEquals(
                "cgi-fcgi 1 /app/show.php/x y /x y " + root + " " + root.resolve("show.php") + " 0",
                host.get("/app/show.php/x%20y?a=1").body());
    }

    /** CVE-2012-1823: php-cgi takes options from arguments, so none may come from the query. */
    @Test
    void takesNoOptionsFromTheQuery() throws Exception {
        script("show.php", "header('Content-Type: text/plain'); echo 'ran ', $_SERVER['QUERY_STRING'];");

        assertEquals("ran -s", host.get("/app/show.php?-s").body());
        assertEquals(
                "ran -d+auto_prepend_file%3dx",
                host.get("/app/show.php?-d+auto_prepend_file%3dx").body());
    }

    @Test
    void readsAForm() throws Exception {
        script("form.php", "header('Content-Type: text/plain'); echo json_encode($_POST);");

        HttpResponse<String> response = host.send(host.request("/app/form.php")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("a=1&b[]=x&b[]=y")));

        assertEquals("{\"a\":\"1\",\"b\":[\"x\",\"y\"]}", response.body());
    }

    /** In chunks: the length is known only when all of it has come. */
    @Test
    void readsAnUpload() throws Exception {
        script("upload.php", """
                header('Content-Type: text/plain');
                $file = $_FILES['file'];
                echo $file['name'], ' ', $file['size'], ' ', md5_file($file['tmp_name']), ' ', $_SERVER['CONTENT_LENGTH'];
                """);
        byte[] content = "0123456789".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
        byte[] body = String.join(
                        "\r\n",
                        "--line",
                        "Content-Disposition: form-data; name=\"file\"; filename=\"a.txt\"",
                        "Content-Type: text/plain",
                        "",
                        new String(content, StandardCharsets.US_ASCII),
                        "--line--",
                        "")
                .getBytes(StandardCharsets.US_ASCII);

        HttpResponse<String> response = host.send(host.request("/app/upload.php")
                .header("Content-Type", "multipart/form-data; boundary=line")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));

        assertEquals("a.txt 1000000 " + Md5.of(content) + " " + body.length, response.body());
    }

    @Test
    void keepsASession() throws Exception {
        script("session.php", """
                header('Content-Type: text/plain');
                session_start();
                echo $_SESSION['visits'] = ($_SESSION['visits'] ?? 0) + 1;
                """);
        HttpResponse<String> first = host.get("/app/session.php");
        String cookie = first.headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", "");

        HttpResponse<String> second = host.send(host.request("/app/session.php").header("Cookie", cookie));

        assertEquals(List.of("1", "2"), List.of(first.body(), second.body()));
    }

    /** It then exits with 255, which does not cut its answer short. */
    @Test
    void tellsOfAnUncaughtException() throws Exception {
        script("throw.php", "header('Content-Type: text/plain'); throw new Exception('because');");

        HttpResponse<String> response = host.get("/app/throw.php");

        assertEquals(500, response.statusCode());
        assertEquals("", response.body());
    }

    @Test
    void sendsRedirectsAndStatuses() throws Exception {
        script("to.php", "header('Location: https://example.org/', true, 303);");
        script("gone.php", "http_response_code(410); header('Content-Type: text/plain'); echo 'gone';");

        assertEquals(303, host.get("/app/to.php").statusCode());
        HttpResponse<String> gone = host.get("/app/gone.php");
        assertEquals(410, gone.statusCode());
        assertEquals("gone", gone.body());
        assertEquals(404, host.get("/app/none.php").statusCode());
    }
}
