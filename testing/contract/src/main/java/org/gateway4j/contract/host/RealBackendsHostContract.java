package org.gateway4j.contract.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gateway4j.Endpoint;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.PatternStream;
import org.gateway4j.testkit.RawClient;
import org.gateway4j.testkit.Transport;
import org.gateway4j.testkit.backends.PhpFpm;
import org.gateway4j.testkit.backends.Site;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every host does with a real PHP-FPM and a real Tomcat. The integration tests of an adapter extend this. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class RealBackendsHostContract {

    private static final long UPLOAD = 4L << 20;

    private final List<HostClient> clients = new CopyOnWriteArrayList<>();
    private PhpFpm fpm;
    private RealTomcat tomcat;
    private RunningHost host;

    /** For the tests of an adapter. */
    protected RealBackendsHostContract() {}

    /**
     * Starts a host.
     *
     * @param toServe what it is to serve
     * @return one that listens
     * @throws Exception if it cannot be started
     */
    protected abstract RunningHost start(RealSetup toServe) throws Exception;

    @BeforeAll
    final void startAll(@TempDir Path directory) throws Exception {
        fpm = PhpFpm.start(PhpFpm.Settings.of(Transport.UNIX)
                .php("upload_max_filesize", "16M")
                .php("post_max_size", "16M"));
        Site site = fpm.site();
        RealScripts.write(site);
        tomcat = new RealTomcat(directory, site.writable());
        host = start(new RealSetup(Endpoint.parse(fpm.address()), site.root(), tomcat.endpoint(), RealTomcat.SECRET));
    }

    @AfterAll
    final void stopAll() throws Exception {
        if (host != null) {
            host.close();
        }
        if (tomcat != null) {
            tomcat.close();
        }
        if (fpm != null) {
            fpm.stop();
        }
    }

    @AfterEach
    final void endCase() throws IOException {
        for (HostClient client : clients) {
            client.close();
        }
        clients.clear();
        Await.until(
                () -> "permits leaked: " + host.stats(),
                () -> host.stats().stream().allMatch(stats -> stats.inUse() == 0 && stats.waiting() == 0));
    }

    private HostClient connect() throws IOException {
        HostClient client = new HostClient(new RawClient(host.address()));
        clients.add(client);
        return client;
    }

    @ParameterizedTest
    @EnumSource
    void passesAForm(RealApplication application) throws IOException {
        HostClient client = connect();
        client.request(
                        "POST " + application.path("form") + "?q=%26 HTTP/1.1",
                        "Host: localhost",
                        "Content-Type: application/x-www-form-urlencoded",
                        "Content-Length: 12")
                .send("name=J%C3%B8");

        assertEquals("J\u00c3\u00b8|&", client.answer().text());
    }

    @ParameterizedTest
    @EnumSource
    void keepsASession(RealApplication application) throws IOException {
        String get = "GET " + application.path("session") + " HTTP/1.1";
        HostClient client = connect();
        HttpAnswer first = client.exchange(get, "Host: localhost");
        assertEquals("visit 1", first.text());
        String cookie = first.head().only("Set-Cookie").replaceFirst(";.*", "");

        assertEquals(
                "visit 2",
                client.exchange(get, "Host: localhost", "Cookie: " + cookie).text());
        assertEquals(
                "visit 3",
                connect().exchange(get, "Host: localhost", "Cookie: " + cookie).text());
    }

    @ParameterizedTest
    @EnumSource
    void takesAnUpload(RealApplication application) throws Exception {
        String before = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"large.bin\"\r\n\r\n";
        String after = "\r\n--b--\r\n";
        HostClient client = connect();
        client.request(
                        "POST " + application.path("upload") + " HTTP/1.1",
                        "Host: localhost",
                        "Content-Type: multipart/form-data; boundary=b",
                        "Content-Length: " + (before.length() + UPLOAD + after.length()))
                .send(before);
        client.raw().send(new PatternStream(UPLOAD).readAllBytes());
        client.send(after);

        assertEquals("large.bin " + UPLOAD, client.answer().text());
    }

    @ParameterizedTest
    @EnumSource
    void eventsArriveOneByOne(RealApplication application) throws Exception {
        String stream = UUID.randomUUID().toString();
        HostClient client = connect();
        client.request("GET " + application.path("events") + "?" + stream + " HTTP/1.1", "Host: localhost");
        fpm.site().signal(stream + ".0");
        AnswerHead head = client.head();
        assertTrue(head.only("Content-Type").startsWith("text/event-stream"), head::toString);
        BufferedReader events =
                new BufferedReader(new InputStreamReader(client.body(head), StandardCharsets.ISO_8859_1));

        assertEquals("data: 0", events.readLine());
        for (int i = 1; i < 3; i++) {
            fpm.site().signal(stream + "." + i);
            assertEquals("", events.readLine());
            assertEquals("data: " + i, events.readLine());
        }
        assertEquals("", events.readLine());
        assertEquals(null, events.readLine());
    }

    @ParameterizedTest
    @EnumSource
    void passesARedirect(RealApplication application) throws IOException {
        HttpAnswer answer = get(application, "redirect");

        assertEquals(302, answer.status());
        assertTrue(answer.head().only("Location").endsWith("/elsewhere?a=b"), answer::toString);
    }

    @ParameterizedTest
    @EnumSource
    void passesAnErrorPage(RealApplication application) throws IOException {
        HttpAnswer answer = get(application, "error");

        assertEquals(500, answer.status());
        assertEquals("it went wrong", answer.text());
    }

    @ParameterizedTest
    @EnumSource
    void passesALargeDownload(RealApplication application) throws IOException {
        HostClient client = connect();
        AnswerHead head = client.request("GET " + application.path("large") + " HTTP/1.1", "Host: localhost")
                .head();

        long length = client.body(head).transferTo(new PatternStream.Expecting());

        assertEquals(RealScripts.LARGE, length);
        assertEquals(
                404,
                client.exchange("GET " + application.path("none") + " HTTP/1.1", "Host: localhost")
                        .status());
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatLeavesFreesTheWorker(RealApplication application) throws IOException {
        String left = UUID.randomUUID().toString();
        HostClient client = connect();
        AnswerHead head = client.request(
                        "GET " + application.path("endless") + "?" + left + " HTTP/1.1", "Host: localhost")
                .head();
        assertTrue(client.body(head).read() >= 0);

        client.close();

        Await.until("the application has been told", () -> fpm.site().has(left));
    }

    private HttpAnswer get(RealApplication application, String program) throws IOException {
        return connect().exchange("GET " + application.path(program) + " HTTP/1.1", "Host: localhost");
    }
}
