package org.gateway4j.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one runnable jar, run as a newcomer runs it. */
class HostJarIT {

    private static final String JAR =
            Objects.requireNonNull(System.getProperty("gateway4j.hostJar"), "run by Maven, which makes the jar");

    private static final String SERVING = "Serving on ";

    @TempDir
    Path temporaryFiles;

    /** PHP-FPM's workers are another user where the host is root. */
    @BeforeEach
    void letOtherUsersThrough() throws IOException {
        Files.setPosixFilePermissions(temporaryFiles, PosixFilePermissions.fromString("rwx--x--x"));
    }

    @Test
    void startsTheDemoAndLeavesNothingBehind() throws Exception {
        Process host = start("--listen", "127.0.0.1:0");
        try {
            URI uri = awaitServing(host);
            assertTrue(get(uri).body().contains("Gateway4j example host"));
            assertTrue(get(uri.resolve("/php/info.php")).body().contains("SCRIPT_FILENAME"));
            assertTrue(get(uri.resolve("/tomcat/request")).body().contains("/tomcat/request"));
            assertTrue(get(uri.resolve("/cgi-bin/environment.sh")).body().contains("GATEWAY_INTERFACE=CGI/1.1"));
            List<ProcessHandle> children = host.descendants().toList();

            host.destroy();

            assertTrue(host.waitFor(20, TimeUnit.SECONDS), "still running after SIGTERM");
            assertEquals(143, host.exitValue());
            assertFalse(children.stream().anyMatch(ProcessHandle::isAlive), "left children behind");
            assertEquals(List.of(), filesIn(temporaryFiles));
        } finally {
            host.descendants().forEach(ProcessHandle::destroyForcibly);
            host.destroyForcibly();
        }
    }

    @Test
    void printsItsOptions() throws Exception {
        Process host = start("--help");

        assertTrue(output(host).startsWith("Usage: java -jar gateway-host.jar"));
        assertEquals(0, host.waitFor());
    }

    @Test
    void refusesAWrongCommandLine() throws Exception {
        Process host = start("--mount", "/=spdy:127.0.0.1:4000");

        assertEquals(
                "gateway-host: --mount / protocol \"spdy\": unknown; allowed are ajp, cgi, fastcgi, files, php, scgi, uwsgi\n",
                output(host));
        assertEquals(2, host.waitFor());
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporaryFiles,
                "-jar",
                JAR));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static URI awaitServing(Process host) throws IOException {
        BufferedReader output = new BufferedReader(new InputStreamReader(host.getInputStream(), UTF_8));
        String line = output.readLine();
        while (line != null && !line.startsWith(SERVING)) {
            line = output.readLine();
        }
        assertNotNull(line, "ended without serving");
        return URI.create(line.substring(SERVING.length()));
    }

    private static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        HttpResponse<String> response =
                HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        assertEquals(200, response.statusCode());
        return response;
    }

    private static String output(Process host) throws IOException {
        return new String(host.getInputStream().readAllBytes(), UTF_8);
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("hsperfdata"))
                    .toList();
        }
    }
}
