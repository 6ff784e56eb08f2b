package org.gateway4j.examples.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gateway4j.examples.LocalHost;
import org.gateway4j.examples.mounts.Applications;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StaticFilesTest {

    private static final String MODIFIED = "Wed, 04 Nov 2026 08:09:10 GMT";

    @TempDir
    Path folder;

    private LocalHost host;

    @BeforeEach
    void serveAFolder() throws IOException {
        Path root = Files.createDirectories(folder.resolve("root"));
        write(root.resolve("style.css"), "body {}");
        write(root.resolve("with space+é.txt"), "named");
        write(root.resolve("empty.bin"), "");
        write(root.resolve("icons.eot"), "glyphs");
        write(root.resolve("page.XHTML"), "<html/>");
        write(root.resolve("docs/index.html"), "<p>docs");
        write(root.resolve("bare/file.txt"), "text");
        write(root.resolve("secret.php"), "<?php");
        write(root.resolve("secret.PhP.bak"), "<?php");
        write(root.resolve("secret?.php"), "<?php");
        write(root.resolve("secret?.phtml"), "<?php");
        write(root.resolve("app.rb"), "puts");
        write(root.resolve("app?.mjs"), "serve()");
        write(root.resolve("jquery.php.js"), "script()");
        write(root.resolve("secret.php.txt"), "<?php");
        write(root.resolve(".well-known/acme-challenge/token"), "token");
        write(root.resolve(".well-known/.hidden"), "x");
        write(root.resolve("docs/.well-known/x"), "x");
        write(root.resolve(".htpasswd"), "x");
        write(root.resolve(".git/config"), "x");
        write(folder.resolve("outside.txt"), "outside");
        write(folder.resolve("also/linked.css"), "linked {}");
        write(folder.resolve("also/secret.php"), "<?php");
        write(folder.resolve("also/.hidden/file.txt"), "x");
        Files.createSymbolicLink(root.resolve("also"), folder.resolve("also"));
        Files.createSymbolicLink(root.resolve("linked"), folder.resolve("also/.hidden"));
        Files.createSymbolicLink(root.resolve("out.txt"), folder.resolve("outside.txt"));
        Files.createSymbolicLink(root.resolve("disguise.txt"), root.resolve("secret.php"));
        Files.createSymbolicLink(root.resolve("alias.css"), root.resolve("style.css"));
        Files.setLastModifiedTime(root.resolve("style.css"), FileTime.from(Instant.parse("2026-11-04T08:09:10.7Z")));
        host = LocalHost.start(new Applications.Builder()
                .add("/files", new StaticFiles(root, List.of(folder.resolve("also")), List.of(".rb", ".mjs")))
                .build());
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    @AfterEach
    void stop() {
        host.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/files/style.css, text/css, body {}",
        "/files/style.css?v=1, text/css, body {}",
        "/files/alias.css, text/css, body {}",
        "/files/also/linked.css, text/css, linked {}",
        "/files/with%20space+%C3%A9.txt, text/plain, named",
        "/files/empty.bin, application/octet-stream, ''",
        "/files/icons.eot, application/vnd.ms-fontobject, glyphs",
        "/files/page.XHTML, application/xhtml+xml, <html/>",
        "/files/jquery.php.js, text/javascript, script()",
        "/files/.well-known/acme-challenge/token, application/octet-stream, token",
        "/files/docs/, text/html, <p>docs"
    })
    void servesFiles(String target, String type, String content) throws Exception {
        HttpResponse<String> response = host.get(target);

        assertEquals(200, response.statusCode());
        assertEquals(Optional.of(type), response.headers().firstValue("Content-Type"));
        assertEquals(content, response.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/files/missing.txt",
                "/files/style.css/",
                "/files/bare/",
                "/files/secret.php",
                "/files/secret.PhP.bak",
                "/files/secret.php.txt",
                "/files/disguise.txt",
                "/files/.well-known/.hidden",
                "/files/docs/.well-known/x",
                "/files/secret%3F.php",
                "/files/secret%3F.phtml",
                "/files/app.rb",
                "/files/app%3F.mjs",
                "/files/.htpasswd",
                "/files/%2ehtpasswd",
                "/files/.git/config",
                "/files/out.txt",
                "/files/also/secret.php",
                "/files/linked/file.txt",
                "/files;x",
                "/files;x/style.css",
                "/files/docs/../style.css",
                "/files/docs/%2e%2e/style.css",
                "/files/docs%2findex.html",
                "/files/docs%5Cindex.html",
                "/files//style.css",
                "/files/%E0%A4",
                "/files/%FF"
            })
    void doesNotServe(String target) throws Exception {
        assertEquals(404, host.get(target).statusCode());
    }

    @Test
    void redirectsToADirectoryAndKeepsTheQuery() throws Exception {
        HttpResponse<String> response = host.get("/files/docs?x=%20");

        assertEquals(301, response.statusCode());
        assertEquals(Optional.of("/files/docs/?x=%20"), response.headers().firstValue("Location"));
    }

    @Test
    void answersHeadWithTheLengthAndWithoutABody() throws Exception {
        HttpResponse<String> response =
                host.send(host.request("/files/style.css").method("HEAD", BodyPublishers.noBody()));

        assertEquals(200, response.statusCode());
        assertEquals(List.of("7"), response.headers().allValues("Content-Length"));
        assertEquals("", response.body());
    }

    @Test
    void refusesToChangeFiles() throws Exception {
        HttpResponse<String> response =
                host.send(host.request("/files/style.css").PUT(BodyPublishers.ofString("x")));

        assertEquals(405, response.statusCode());
        assertEquals(Optional.of("GET, HEAD"), response.headers().firstValue("Allow"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                MODIFIED + "                      | 304",
                "Wed, 04 Nov 2026 08:09:11 GMT    | 304",
                "Wed, 04 Nov 2026 08:09:09 GMT    | 200",
                "not a date                       | 200"
            })
    void sendsAFileOnlyIfItHasChanged(String since, int status) throws Exception {
        HttpResponse<String> response =
                host.send(host.request("/files/style.css").header("If-Modified-Since", since));

        assertEquals(status, response.statusCode());
        assertEquals(Optional.of(MODIFIED), response.headers().firstValue("Last-Modified"));
    }
}
