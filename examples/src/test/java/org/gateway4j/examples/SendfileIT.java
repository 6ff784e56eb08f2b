package org.gateway4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gateway4j.examples.mounts.Applications;
import org.gateway4j.examples.options.CommandLine;
import org.gateway4j.testkit.Transport;
import org.gateway4j.testkit.backends.PhpFpm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PHP checks who may have a file, and the host sends it. */
class SendfileIT {

    private static final String MODIFIED = "Wed, 04 Nov 2026 08:09:10 GMT";

    @TempDir
    static Path files;

    private static PhpFpm php;
    private static LocalHost host;

    @BeforeAll
    static void start() throws Exception {
        php = PhpFpm.start(site -> PhpFpm.Settings.of(Transport.UNIX));
        php.site().write("/send.php", """
                <?php
                header("$_GET[by]: $_GET[file]");
                header('Content-Type: ' . ($_GET['type'] ?? 'text/plain'));
                if (isset($_GET['modified'])) header("Last-Modified: $_GET[modified]");
                header('X-Own: kept');
                http_response_code((int) ($_GET['status'] ?? 200));
                echo 'not the file';
                """);
        Path report = Files.writeString(files.resolve("a b.txt"), "the file");
        Files.setLastModifiedTime(report, FileTime.from(Instant.parse("2026-11-04T08:09:10.7Z")));
        host = LocalHost.start(Applications.of(CommandLine.parse(
                "--mount",
                "/=fastcgi:" + php.address() + ",root=" + php.site().root() + ",sendfile=" + files
                        + ",accel=/protected/:" + files)));
    }

    @AfterAll
    static void stop() throws Exception {
        if (host != null) {
            host.close();
        }
        if (php != null) {
            php.stop();
        }
    }

    private static List<String> requests() {
        String file = files.resolve("a b.txt").toString().replace(" ", "%20");
        return List.of(
                "/send.php?by=X-Sendfile&file=" + file, "/send.php?by=X-Accel-Redirect&file=/protected/a%2520b.txt");
    }

    @Test
    void sendsTheFileWithTheHeadersOfTheAnswer() throws Exception {
        for (String request : requests()) {
            HttpResponse<String> response = host.get(request + "&type=text/x-report");

            assertEquals("the file", response.body());
            assertEquals(
                    List.of("text/x-report;charset=UTF-8"), response.headers().allValues("Content-Type"));
            assertEquals(List.of("8"), response.headers().allValues("Content-Length"));
            assertEquals(List.of(MODIFIED), response.headers().allValues("Last-Modified"));
            assertEquals(List.of("kept"), response.headers().allValues("X-Own"));
            assertEquals(Optional.empty(), response.headers().firstValue("X-Sendfile"));
            assertEquals(Optional.empty(), response.headers().firstValue("X-Accel-Redirect"));
        }
    }

    @Test
    void theApplicationMayKnowBetterWhenTheFileChanged() throws Exception {
        for (String request : requests()) {
            HttpResponse<String> response = host.get(request + "&modified=Thu,%2001%20Jan%201970%2000:00:00%20GMT");

            assertEquals(
                    List.of("Thu, 01 Jan 1970 00:00:00 GMT"), response.headers().allValues("Last-Modified"));
        }
    }

    @Test
    void answersHeadWithTheLengthOfTheFile() throws Exception {
        for (String request : requests()) {
            HttpResponse<String> response = host.send(host.request(request).method("HEAD", BodyPublishers.noBody()));

            assertEquals(List.of("8"), response.headers().allValues("Content-Length"));
            assertEquals("", response.body());
        }
    }

    @Test
    void sendsNoFileThatTheClientHas() throws Exception {
        for (String request : requests()) {
            assertEquals(304, sinceModified(request).statusCode());
            assertEquals(404, sinceModified(request + "&status=404").statusCode());
        }
    }

    private static HttpResponse<String> sinceModified(String request) throws Exception {
        return host.send(host.request(request).header("If-Modified-Since", MODIFIED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Sendfile&file=/etc/passwd",
                "X-Sendfile&file=none.txt",
                "X-Accel-Redirect&file=/protected/none.txt",
                "X-Accel-Redirect&file=/protected/%2E%2E/%2E%2E/etc/passwd",
                "X-Accel-Redirect&file=/elsewhere/a%2520b.txt"
            })
    void refusesOtherFiles(String what) throws Exception {
        HttpResponse<String> response = host.get("/send.php?by=" + what);

        assertEquals(502, response.statusCode());
        assertTrue(response.body().matches("The application has failed \\([0-9a-f]{8}\\)\n"), response.body());
    }
}
