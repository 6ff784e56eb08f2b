package org.gateway4j.host.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.math.BigInteger;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.RawClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;

/** What a Spring Boot application in front of PHP-FPM must do, on both stacks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BootApplicationContract {

    private static final String FORM = "application/x-www-form-urlencoded";

    private PhpSite php;
    private BootApplication application;

    abstract WebApplicationType type();

    /** Further properties. */
    String[] properties() {
        return new String[0];
    }

    @BeforeAll
    void start() throws Exception {
        php = PhpSite.start();
        startApplication();
    }

    private void startApplication() {
        application = BootApplication.start(type(), php.properties(), properties());
    }

    @AfterAll
    void stop() throws Exception {
        if (application != null) {
            application.close();
        }
        if (php != null) {
            php.stop();
        }
    }

    BootApplication application() {
        return application;
    }

    PhpSite php() {
        return php;
    }

    @Test
    void getsPages() throws Exception {
        HttpResponse<String> page = application.send(application.request("/blog/hello.php?name=w%C3%B6rld"));

        assertEquals(200, page.statusCode());
        assertEquals("Hello wörld at /blog/hello.php", page.body());
    }

    @Test
    void passesOtherPathsOn() throws Exception {
        assertEquals(404, application.send(application.request("/elsewhere")).statusCode());
        assertEquals(
                404, application.send(application.request("/blogger/hello.php")).statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void formsArriveWhole(String method) throws Exception {
        HttpResponse<String> page = application.send(application
                .request("/blog/form.php")
                .header("Content-Type", FORM)
                .method(method, BodyPublishers.ofString("word=first&_method=DELETE")));

        String parsed = method.equals("POST") ? "first" : "-";
        assertEquals(method + " " + parsed + " word=first&_method=DELETE", page.body());
    }

    @Test
    void multipartUploadsArriveWhole() throws Exception {
        byte[] file = new byte[10 * 1024 * 1024];
        new Random(42).nextBytes(file);
        String boundary = "boundary-of-the-test";
        String head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nbig\r\n--" + boundary
                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f.bin\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n";
        HttpRequest.Builder upload = application
                .request("/blog/upload.php")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.concat(
                        BodyPublishers.ofString(head),
                        BodyPublishers.ofByteArray(file),
                        BodyPublishers.ofString("\r\n--" + boundary + "--\r\n")));

        byte[] digest = MessageDigest.getInstance("MD5").digest(file);
        assertEquals(
                "big " + String.format("%032x", new BigInteger(1, digest)) + " " + file.length,
                application.send(upload).body());
    }

    @Test
    void eventsArriveWhenTheyAreSent() throws Exception {
        HttpResponse<InputStream> events = application.open(application.request("/blog/events.php"));
        try (InputStream body = events.body()) {
            byte[] first = body.readNBytes("data: 1\n\n".length());
            php.site().signal("more");

            assertEquals("data: 1\n\n", new String(first, StandardCharsets.UTF_8));
            assertEquals("data: 2\n\n", new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void clientsThatLeaveEndTheExchange() throws Exception {
        try (RawClient client = new RawClient(application.address())) {
            client.sendHead("GET /blog/endless.php HTTP/1.1", "Host: localhost");
            assertTrue(client.readHead().get(0).startsWith("HTTP/1.1 200"));
            assertEquals(1, application.stats().inUse());
            client.reset();
        }
        Await.untilEquals(0, () -> application.stats().inUse(), "connections in use");
    }

    @Test
    void actuatorTellsOfHealthAndMetrics() throws Exception {
        application.get("/blog/hello.php");
        String health = application.get("/actuator/health");
        String metrics = application.get("/actuator/metrics");

        assertTrue(health.contains("\"gateway4j\""), health);
        assertTrue(health.contains("\"blog\""), health);
        assertTrue(health.contains("\"status\":\"UP\""), health);
        assertTrue(metrics.contains("\"gateway4j."), metrics);
    }

    @Test
    void healthIsDownWithTheApplication() throws Exception {
        php.fpm().kill();
        try {
            HttpResponse<String> health = application.send(application.request("/actuator/health"));

            assertEquals(503, health.statusCode());
            assertTrue(health.body().contains("\"DOWN\""), health.body());
        } finally {
            php.fpm().restart();
        }
    }

    @Test
    void failuresGetAnErrorPage() throws Exception {
        php.fpm().kill();
        try {
            assertEquals(
                    502,
                    application.send(application.request("/blog/hello.php")).statusCode());
        } finally {
            php.fpm().restart();
        }
    }

    @Test
    void requestsInFlightAreFinishedBeforeTheEnd() throws Exception {
        try (BootApplication ending = BootApplication.start(type(), php.properties(), "--server.shutdown=immediate");
                RawClient client = new RawClient(ending.address())) {
            client.sendHead("GET /blog/slow.php HTTP/1.1", "Host: localhost", "Connection: close");
            Await.untilEquals(1, () -> ending.stats().inUse(), "connections in use");
            CompletableFuture<Void> end = CompletableFuture.runAsync(ending::close);
            Await.until("draining", () -> !accepts(ending));
            php.site().signal("finish");

            assertEquals("HTTP/1.1 200", client.readHead().get(0).substring(0, "HTTP/1.1 200".length()));
            assertTrue(client.read(1024).contains("finished"));
            end.join();
        } finally {
            // Applications on Reactor Netty share its threads, and the first that ends takes them along.
            application.close();
            startApplication();
        }
    }

    /** A gateway that is drained answers 503. */
    private static boolean accepts(BootApplication ending) throws Exception {
        return ending.send(ending.request("/blog/hello.php")).statusCode() != 503;
    }
}
