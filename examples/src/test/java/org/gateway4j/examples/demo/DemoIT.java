package org.gateway4j.examples.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gateway4j.Timeouts;
import org.gateway4j.examples.LocalHost;
import org.gateway4j.testkit.RawClient;
import org.gateway4j.testkit.backends.RealBackends;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo's routes answer alike, whichever backend it runs on. */
class DemoIT {

    @ParameterizedTest
    @ValueSource(strings = {"php-fpm", "php-cgi", "embedded"})
    void everyRouteOfTheFrontPageAnswers(String name) throws Exception {
        require(name);
        DemoFolder folder = DemoFolder.create();
        Path www = folder.www();
        Demo demo = Demo.start(folder, start(name, folder), Timeouts.defaults());
        try (LocalHost host = LocalHost.start(demo.applications())) {
            HttpResponse<String> page = host.get("/");

            assertEquals(200, page.statusCode());
            assertTrue(page.body().contains(demo.description()), page.body());
            assertEquals(200, host.get("/php/style.css").statusCode());
            assertEquals(Optional.of("/"), host.get("/php/").headers().firstValue("Location"));
            assertTrue(host.get("/php/info.php/path?q=1").body().contains("REQUEST_URI"));
            assertTrue(post(host, "/php/form.php", "name=Bob").body().contains("Bob"));
            assertEquals(200, host.get("/php/upload.php").statusCode());
            assertTrue(host.get("/php/clock.html").body().contains("clock.php"));
            assertEquals("That took two seconds.\n", host.get("/php/slow.php").body());
            assertEquals(500, host.get("/php/error.php").statusCode());
            assertEquals(404, host.get("/php/missing.php").statusCode());
            assertSecondVisitIsCounted(host, "/php/session.php");
            assertTrue(host.get("/pools").body().contains("{\"path\":\"/php\",\"limit\":5,"));
        }
        assertFalse(Files.exists(www), "the folder is left behind");
    }

    @Test
    void everyRouteOfTomcatAnswers() throws Exception {
        DemoFolder folder = DemoFolder.create();
        Demo demo = Demo.start(folder, EmbeddedBackend.start(), Timeouts.defaults());
        try (LocalHost host = LocalHost.start(demo.applications())) {
            String seen = host.get("/tomcat/request/path%20info?q=1").body();
            assertTrue(seen.contains("<td>/tomcat/request/path%20info\n"), seen);
            assertTrue(seen.contains("<td>/tomcat /request /path info\n"), seen);
            assertSecondVisitIsCounted(host, "/tomcat/session");
            assertTrue(upload(host).contains("a&lt;b.txt: 5 bytes, SHA-256 <code>2cf24dba5fb0a30e"), upload(host));
            assertTrue(host.get("/tomcat/upload").body().contains("multipart/form-data"));
            assertEquals("That took two seconds.\n", host.get("/tomcat/slow").body());
            assertEquals(500, host.get("/tomcat/error").statusCode());
            assertTrue(host.get("/tomcat/missing").body().contains("HTTP Status 404"));
            assertTrue(host.get("/pools").body().contains("{\"path\":\"/tomcat\",\"limit\":6,"));
            assertTrue(host.get("/").body().contains("Apache Tomcat/11."));
        }
    }

    @Test
    void aDrainedTomcatKeepsItsSessions() throws Exception {
        Demo demo = Demo.start(DemoFolder.create(), EmbeddedBackend.start(), Timeouts.defaults());
        try (LocalHost host = LocalHost.start(demo.applications())) {
            HttpResponse<String> first = host.get("/tomcat/session");
            String cookie =
                    first.headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", "");
            String member = cookie.substring(cookie.indexOf('.') + 1);

            assertEquals(403, change(host, member).statusCode());
            assertEquals(404, change(host, "three", "X-Demo", "1").statusCode());
            assertEquals(200, change(host, member, "X-Demo", "1").statusCode());

            HttpResponse<String> again =
                    host.send(host.request("/tomcat/session").header("Cookie", cookie));
            assertTrue(again.body().contains("Visits in this session: 2"), again.body());
            for (int i = 0; i < 10; i++) {
                String begun = host.get("/tomcat/session")
                        .headers()
                        .firstValue("Set-Cookie")
                        .orElseThrow();
                assertFalse(begun.contains("." + member + ";"), begun);
            }
            assertTrue(host.get("/members").body().contains("\"state\":\"DRAINING\""));
        }
    }

    private static HttpResponse<String> change(LocalHost host, String member, String... headers) throws Exception {
        HttpRequest.Builder request = host.request("/members?drain=" + member).POST(BodyPublishers.noBody());
        return host.send(headers.length == 0 ? request : request.headers(headers));
    }

    @Test
    void everyShellScriptAnswers() throws Exception {
        DemoFolder folder = DemoFolder.create();
        Path scripts = folder.cgiBin();
        Demo demo = Demo.start(folder, EmbeddedBackend.start(), Timeouts.defaults());
        try (LocalHost host = LocalHost.start(demo.applications())) {
            String seen = host.get("/cgi-bin/environment.sh/a%3Cb?q=1").body();
            assertTrue(seen.contains("\nPATH_INFO=/a&lt;b\n"), seen);
            assertTrue(seen.contains("\nSCRIPT_NAME=/cgi-bin/environment.sh\n"), seen);
            assertTrue(seen.contains("with 0 arguments in <code>" + scripts + "</code>"), seen);
            String received = post(host, "/cgi-bin/form.sh", "name=Bob").body();
            assertTrue(received.contains("Received 8 bytes: <code>name=Bob</code>"), received);
            String redirected = host.get("/cgi-bin/redirect.sh").body();
            assertTrue(redirected.contains("\nQUERY_STRING=from=redirect.sh\n"), redirected);
            assertEquals(
                    "That took two seconds.\n", host.get("/cgi-bin/slow.sh").body());
            assertEquals(500, host.get("/cgi-bin/error.sh").statusCode());
            HttpResponse<String> broken = host.get("/cgi-bin/broken.sh");
            assertEquals(502, broken.statusCode());
            assertTrue(broken.body().startsWith("The application has failed ("), broken.body());
            assertEquals(404, host.get("/cgi-bin/missing.sh").statusCode());
            assertTrue(host.get("/pools").body().contains("{\"path\":\"/cgi-bin\",\"limit\":5,"));
        }
        assertFalse(Files.exists(scripts), "the folder is left behind");
    }

    /** The page stops in the middle when the host does, so it cannot have been kept until its end. */
    @ParameterizedTest
    @CsvSource({"/tomcat/clock, 200, <h1>Clock</h1>", "/cgi-bin/clock.sh, 16, '1 '"})
    void aClockArrivesLineByLine(String path, int bytes, String begin) throws Exception {
        Demo demo = Demo.start(DemoFolder.create(), EmbeddedBackend.start(), Timeouts.defaults());
        LocalHost host = LocalHost.start(demo.applications());
        try (RawClient client = new RawClient(host.address())) {
            client.sendHead("GET " + path + " HTTP/1.1", "Host: x");
            assertEquals("HTTP/1.1 200 OK", client.readHead().get(0));
            String page = client.read(bytes);
            assertTrue(page.contains(begin), page);
            host.close();

            String rest = client.read(1 << 20);

            assertFalse(rest.endsWith("0\r\n\r\n"), rest);
        } finally {
            host.close();
        }
    }

    @Test
    void theNextTomcatDoesNotBringTheFolderOfTheOneBeforeBack() throws Exception {
        Path before = startAndStopTomcat();
        startAndStopTomcat();
        assertFalse(Files.exists(before));
    }

    private static Path startAndStopTomcat() throws IOException {
        try (DemoFolder folder = DemoFolder.empty()) {
            EmbeddedTomcat.start(folder, "one").close();
            return folder.run();
        }
    }

    private static String upload(LocalHost host) throws Exception {
        String body = String.join(
                "\r\n",
                "--line",
                "Content-Disposition: form-data; name=\"files\"; filename=\"a<b.txt\"",
                "",
                "hello",
                "--line--",
                "");
        return host.send(host.request("/tomcat/upload")
                        .header("Content-Type", "multipart/form-data; boundary=line")
                        .POST(BodyPublishers.ofString(body)))
                .body();
    }

    private static void require(String name) {
        if (!name.equals("embedded")) {
            RealBackends.program(name);
        }
    }

    private static Backend start(String name, DemoFolder folder) throws IOException {
        return switch (name) {
            case "php-fpm" -> PhpFpm.start(folder).orElseThrow();
            case "php-cgi" -> PhpCgi.start(folder).orElseThrow();
            default -> EmbeddedBackend.start();
        };
    }

    private static HttpResponse<String> post(LocalHost host, String target, String form) throws Exception {
        return host.send(host.request(target)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    private static void assertSecondVisitIsCounted(LocalHost host, String page) throws Exception {
        HttpResponse<String> first = host.get(page);
        String cookie = first.headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", "");

        HttpResponse<String> second = host.send(host.request(page).header("Cookie", cookie));

        assertTrue(second.body().contains("Visits in this session: 2"), second.body());
    }

    @Test
    void aServerThatDoesNotStartIsAnErrorWithWhatItSaid() throws IOException {
        try (DemoFolder folder = DemoFolder.empty()) {
            IOException failure = assertThrows(
                    IOException.class,
                    () -> ServerProcess.start(
                            List.of("/bin/sh", "-c", "echo no such luck; exit 3"),
                            Map.of(),
                            folder.run().resolve("socket"),
                            folder.run().resolve("log")));

            assertEquals("/bin/sh ended with exit code 3: no such luck\n", failure.getMessage());
        }
    }
}
