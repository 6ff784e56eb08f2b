package org.gateway4j.contract.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http2.ErrorCode;
import org.gateway4j.contract.Settings;
import org.gateway4j.contract.fastcgi.TestResponder;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.Transport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every host that speaks HTTP/2 does for its clients. They begin with it, in the clear (RFC 9113 section 3.3). The tests of
 * an adapter extend this.
 */
@ExtendWith(DeviationCheck.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class Http2Contract {

    private final TestResponder application = new TestResponder();
    private final BlockingQueue<SeenRequest> seen = new LinkedBlockingQueue<>();
    private HostSetup setup;
    private RunningHost host;
    private Http2Client client;

    /** For the tests of an adapter. */
    protected Http2Contract() {}

    /**
     * Starts a host.
     *
     * @param toServe what it is to serve
     * @return one that listens for HTTP/2 in the clear
     * @throws Exception if it cannot be started
     */
    protected abstract RunningHost start(HostSetup toServe) throws Exception;

    /** {@return the cases that this host cannot pass, with the reasons} */
    protected Deviations deviations() {
        return Deviations.none();
    }

    @BeforeAll
    final void startAll(@TempDir Path directory) throws Exception {
        application.listen(Transport.TCP, directory);
        Settings settings = Settings.spoolingTo(Files.createDirectory(directory.resolve("spool")));
        setup = new HostSetup(
                List.of(new HostSetup.Mount("/app", application.endpoint())),
                settings,
                Files.createDirectory(directory.resolve("files")));
        host = start(setup);
    }

    @AfterAll
    final void stopAll() throws Exception {
        if (host != null) {
            host.close();
        }
        Await.untilEquals(0, application::openConnections, "connections of a closed host");
        application.close();
    }

    @BeforeEach
    final void connect() throws Exception {
        seen.clear();
        client = new Http2Client(host.address());
    }

    @AfterEach
    final void endCase() throws Exception {
        client.stop();
        Await.until(
                () -> "permits leaked: " + host.stats(),
                () -> host.stats().stream().allMatch(stats -> stats.inUse() == 0 && stats.waiting() == 0));
    }

    private void answerWith(String text, String... headers) {
        application.serveBy(call -> {
            seen.add(SeenRequest.of(call));
            call.answer(200, Bytes.of(text), headers);
        });
    }

    private Http2Client.Call get() throws Exception {
        return client.send("GET", "/app/x", HttpFields.EMPTY);
    }

    @Test
    void passesARequest() throws Exception {
        answerWith("hello", "X-Test", "yes", "Connection", "close");
        HttpFields fields =
                HttpFields.build().add("cookie", "a=1").add("cookie", "b=2").add("x-test", "");

        Http2Client.Call call = client.send("GET", "/app/a/b?c=%20", fields);

        assertEquals("hello", call.body());
        assertEquals(200, call.head().getStatus());
        assertEquals("yes", call.head().getHttpFields().get("x-test"));
        assertNull(call.head().getHttpFields().get("connection"));
        SeenRequest request = seen.take();
        assertEquals("/app/a/b?c=%20", request.variable("REQUEST_URI"));
        assertEquals("HTTP/2.0", request.variable("SERVER_PROTOCOL"));
        assertEquals("h.example:81", request.field("Host"));
        assertEquals("h.example", request.variable("SERVER_NAME"));
        assertEquals("81", request.variable("SERVER_PORT"));
        assertEquals("a=1; b=2", request.field("Cookie"));
        assertEquals("", request.field("X-Test"));
        assertNull(request.field("X-Http2-Scheme"));
        assertNull(request.variable("HTTPS"));
        assertEquals(0, request.body().length);
    }

    @Test
    void passesTheTargetAsItIs() throws Exception {
        answerWith("");

        assertEquals("", client.send("GET", "/app/a%2Fb?", HttpFields.EMPTY).body());

        assertEquals("/app/a%2Fb?", seen.take().variable("REQUEST_URI"));
    }

    @Test
    void passesABodyOfUnknownLength() throws Exception {
        answerWith("thanks");
        Http2Client.Call call = client.open("POST", "/app/x", HttpFields.EMPTY);
        call.write("one", false);
        call.write("two", true);

        assertEquals("thanks", call.body());
        SeenRequest request = seen.take();
        assertEquals("onetwo", request.text());
        assertEquals("6", request.variable("CONTENT_LENGTH"));
    }

    @Test
    void answersHead() throws Exception {
        answerWith("", "Content-Length", "12");

        Http2Client.Call call = client.send("HEAD", "/app/x", HttpFields.EMPTY);

        assertEquals("", call.body());
        assertEquals("12", call.head().getHttpFields().get("content-length"));
    }

    @Test
    void answers404WhereNothingIsMounted() throws Exception {
        assertEquals(404, client.send("GET", "/none", HttpFields.EMPTY).head().getStatus());
    }

    @Test
    void resetsTheStreamOfAnAnswerThatBreaksOff() throws Exception {
        application.serveBy(call -> {
            call.head(200);
            call.write(Bytes.of("part"));
            call.breakOff();
        });

        assertNotEquals(ErrorCode.NO_ERROR.code, get().reset());

        answerWith("whole");
        assertEquals("whole", get().body());
    }

    /** The application waits for it without a word, so the host has nothing to write that could fail. */
    @Test
    void aClientThatResetsItsStreamFreesTheApplicationThatIsSilent() throws Exception {
        Semaphore arrived = new Semaphore(0);
        Semaphore free = new Semaphore(0);
        application.serveBy(call -> {
            arrived.release();
            call.awaitHangUp();
            free.release();
        });
        Http2Client.Call call = get();
        assertTrue(arrived.tryAcquire(20, TimeUnit.SECONDS));

        call.cancel();

        assertTrue(free.tryAcquire(2_500, TimeUnit.MILLISECONDS), "the application is held for more than a second");
    }

    @Test
    void aClientThatResetsItsStreamFreesTheApplicationThatAnswers() throws Exception {
        Semaphore free = new Semaphore(0);
        byte[] piece = new byte[16 * 1024];
        application.serveBy(call -> {
            call.head(200);
            try {
                while (true) {
                    call.write(piece);
                }
            } catch (IOException e) {
                free.release();
            }
        });
        Http2Client.Call call = get();
        call.head();

        call.cancel();

        assertTrue(free.tryAcquire(20, TimeUnit.SECONDS), "the application is held");
    }

    @Test
    void anEarlyAnswerArrivesBeforeTheBody() throws Exception {
        Semaphore sent = new Semaphore(0);
        application.serveBy(call -> {
            sent.acquireUninterruptibly();
            call.answer(413, Bytes.of("too large"), "Content-Length", "9");
        });
        Http2Client.Call call = client.open("POST", "/app/x", HttpFields.build().add("content-length", "3000000"));
        call.write("a".repeat(1_000), false);
        sent.release();

        assertEquals("too large", call.body());
        assertEquals(413, call.head().getStatus());
    }

    @Test
    void aLargeBodyArrivesWhole() throws Exception {
        byte[] body = Bytes.random(4 << 20, 9);
        application.serveBy(call -> call.answer(200, body));

        assertEquals(Bytes.text(body), get().body());
    }

    @Test
    void aFileArrivesWhole() throws Exception {
        byte[] content = Bytes.random(1 << 20, 10);
        Path file = Files.write(setup.files().resolve("large"), content);
        application.serveBy(call -> call.answer(200, new byte[0], "X-Sendfile", file.toString()));

        assertEquals(Bytes.text(content), get().body());
    }

    @Test
    void answersManyStreamsOfAConnection() throws Exception {
        application.serveBy(call -> call.answer(200, Bytes.of(call.uri())));
        List<Http2Client.Call> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            calls.add(client.send("GET", "/app/" + i, HttpFields.EMPTY));
        }

        for (int i = 0; i < 20; i++) {
            assertEquals("/app/" + i, calls.get(i).body());
        }
    }
}
