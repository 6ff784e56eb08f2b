package org.gateway4j.contract.onerequest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gateway4j.BackendFailureException;
import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.RequestBody;
import org.gateway4j.contract.Answer;
import org.gateway4j.contract.facade.Driver;
import org.gateway4j.contract.facade.OverEachDriver;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.Leftovers;
import org.gateway4j.testkit.PatternStream;
import org.gateway4j.testkit.backends.Uwsgi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real uWSGI with an application in Python answers, over either driver. */
@OverEachDriver
public abstract class UwsgiServerContract {

    private static final long LARGE = 100L * 1024 * 1024;

    private static Uwsgi server;

    private final Driver driver;

    private Leftovers leftovers;
    private Gateway gateway;

    /**
     * The tests of one driver.
     *
     * @param driver how gateways wait
     */
    protected UwsgiServerContract(Driver driver) {
        this.driver = driver;
    }

    /** {@return which of uWSGI's sockets is meant} */
    protected abstract String protocol();

    /**
     * {@return a new gateway with the defaults}
     *
     * @param over how it waits
     * @param endpoint of the server
     */
    protected abstract Gateway open(Driver over, Endpoint endpoint);

    /** One for all tests: its workers may die, and it starts others. */
    @BeforeAll
    static void startServer() throws Exception {
        server = Uwsgi.start();
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (server != null) {
            server.stop();
        }
    }

    @BeforeEach
    final void open() throws Exception {
        leftovers = Leftovers.watch();
        gateway = open(driver, Endpoint.parse(server.address(protocol())));
    }

    @AfterEach
    final void close() throws Exception {
        if (gateway != null) {
            gateway.close();
        }
        leftovers.awaitNone();
    }

    private static GatewayRequest.Builder request(String method, String target) {
        return GatewayRequest.builder(method, "/py" + target).mountPrefix("/py");
    }

    private Answer answer(GatewayRequest.Builder request) throws Exception {
        Answer answer = Answer.of(gateway.dispatch(request.build()));
        assertEquals(0, gateway.stats().inUse());
        return answer;
    }

    @Test
    void variablesAreThoseOfWsgi() throws Exception {
        Answer answer = answer(request("GET", "/a%20b/variables?q=1").header("X-One", "1"));
        assertEquals(200, answer.status());
        List<String> variables = answer.body().lines().toList();
        for (String expected : List.of(
                "SCRIPT_NAME=/py",
                "PATH_INFO=/a b/variables",
                "QUERY_STRING=q=1",
                "HTTP_X_ONE=1",
                "REQUEST_METHOD=GET")) {
            assertTrue(variables.contains(expected), () -> expected + " is not among " + variables);
        }
    }

    @Test
    void mountItselfIsServed() throws Exception {
        assertEquals(404, answer(request("GET", "")).status());
    }

    @Test
    void formIsPosted() throws Exception {
        Answer answer = answer(request("POST", "/echo")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .body(RequestBody.of(Bytes.of("a=1&b=2"))));
        assertEquals("a=1&b=2", answer.body());
    }

    @Test
    void largeUploadArrivesWhole() throws Exception {
        assertDigest(RequestBody.of(new PatternStream(LARGE), LARGE));
    }

    /** What a client sends chunked is spooled, and arrives with its length. */
    @Test
    void uploadOfUnknownLengthArrivesWhole() throws Exception {
        assertDigest(RequestBody.of(new PatternStream(3_000_001), -1));
    }

    private void assertDigest(RequestBody body) throws Exception {
        long length = body.length() < 0 ? 3_000_001 : body.length();
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (DigestInputStream content = new DigestInputStream(new PatternStream(length), digest)) {
            content.transferTo(java.io.OutputStream.nullOutputStream());
        }
        String expected = length + " " + HexFormat.of().formatHex(digest.digest());
        assertEquals(expected, answer(request("POST", "/digest").body(body)).body());
    }

    @Test
    void bodyThatTheApplicationDoesNotReadHarmsNothing() throws Exception {
        byte[] unread = new byte[3_000];
        assertEquals(
                204,
                answer(request("POST", "/none").body(RequestBody.of(new ByteArrayInputStream(unread), unread.length)))
                        .status());
    }

    @Test
    void piecesComeAsTheApplicationSendsThem() throws Exception {
        Path file = server.site().writable().resolve("go-on-" + driver);
        GatewayRequest request = request("GET", "/stream?file=" + file).build();
        try (GatewayResponse response = gateway.dispatch(request)) {
            assertEquals("first", Bytes.text(response.body().readNBytes(5)));
            Files.writeString(file, "");
            assertEquals(" second", Bytes.text(response.body().readAllBytes()));
        }
    }

    @Test
    void largeAnswerWithoutALengthComesWhole() throws Exception {
        assertEquals(200 * 65_536, answer(request("GET", "/large?pieces=200")).bytes().length);
    }

    @Test
    void headAndNoContent() throws Exception {
        Answer head = answer(request("HEAD", "/worker"));
        assertEquals(200, head.status());
        assertEquals(0, head.bytes().length);
        assertTrue(Integer.parseInt(String.valueOf(head.header("Content-Length"))) > 0);
        Answer none = answer(request("GET", "/none"));
        assertEquals(204, none.status());
        assertEquals(0, none.bytes().length);
    }

    @Test
    void largeHeadOfAnAnswerIsRead() throws Exception {
        Answer answer = answer(request("GET", "/heads?size=30000"));
        assertEquals("l".repeat(30_000), answer.header("X-Large"));
        assertEquals("v".repeat(100), answer.header("X-Field-99"));
        assertEquals("ok", answer.body());
    }

    /** uWSGI says nothing to its client, but something to its log. */
    @Test
    void requestThatIsLargerThanTheBufferFails() throws Exception {
        GatewayRequest request =
                request("GET", "/worker").header("Cookie", "c".repeat(5_000)).build();
        BackendFailureException failure = assertThrows(BackendFailureException.class, () -> gateway.dispatch(request));
        assertEquals(502, failure.suggestedStatus());
    }

    @Test
    void killedWorkerIsAFailureAndTheNextRequestIsServed() throws Exception {
        Path never = server.site().writable().resolve("never");
        GatewayRequest request = request("GET", "/cut?file=" + never).build();
        try (GatewayResponse response = gateway.dispatch(request)) {
            assertEquals("first", Bytes.text(response.body().readNBytes(5)));
            server.processes().workers().forEach(ProcessHandle::destroyForcibly);
            assertThrows(BackendFailureException.class, () -> response.body().read());
        }
        assertEquals(200, answer(request("GET", "/worker")).status());
    }

    /** The master's SIGHUP reloads all workers gracefully. The sockets stay, so requests only wait. */
    @Test
    void reloadUnderLoadFailsNoRequest() throws Exception {
        assertEquals(List.of(), failuresUnderLoad(() -> {
            String before = answerOfWorker();
            server.processes().signal("HUP");
            Await.until("other workers", () -> !workers().contains(before));
        }));
    }

    private String answerOfWorker() throws Exception {
        return answerQuietly("/worker").body();
    }

    private Answer answerQuietly(String target) throws Exception {
        return Answer.of(gateway.dispatch(request("GET", target).build()));
    }

    private List<String> workers() {
        return server.processes().workers().stream()
                .map(process -> Long.toString(process.pid()))
                .toList();
    }

    /** A request that was with the worker may fail, but none may hang or be answered in part. */
    @Test
    void killsUnderLoadFailFewRequests() throws Exception {
        List<String> failures = failuresUnderLoad(() -> {
            for (int i = 0; i < 3; i++) {
                long worker = Long.parseLong(answerOfWorker());
                ProcessHandle.of(worker).ifPresent(ProcessHandle::destroyForcibly);
                Await.until("a worker", () -> !workers().contains(Long.toString(worker)));
            }
        });
        assertTrue(failures.size() <= 3 * Uwsgi.WORKERS, () -> failures.size() + " failures: " + failures);
        assertEquals(200, answer(request("GET", "/worker")).status());
    }

    /** What a test does while others ask. */
    @FunctionalInterface
    private interface Disturbance {

        void run() throws Exception;
    }

    private List<String> failuresUnderLoad(Disturbance disturbance) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService callers = Executors.newFixedThreadPool(4);
        try {
            List<Future<List<String>>> results = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                results.add(callers.submit(() -> failuresUntil(over)));
            }
            disturbance.run();
            over.set(true);
            List<String> failures = new ArrayList<>();
            for (Future<List<String>> result : results) {
                failures.addAll(result.get());
            }
            return failures;
        } finally {
            over.set(true);
            callers.shutdown();
        }
    }

    private List<String> failuresUntil(AtomicBoolean over) throws Exception {
        List<String> failures = new ArrayList<>();
        byte[] body = "held".repeat(500).getBytes(StandardCharsets.US_ASCII);
        while (!over.get()) {
            try {
                Answer answer = Answer.of(gateway.dispatch(
                        request("POST", "/echo").body(RequestBody.of(body)).build()));
                assertEquals(200, answer.status());
                assertEquals(body.length, answer.bytes().length);
            } catch (GatewayException e) {
                failures.add(String.valueOf(e.getMessage()));
            }
        }
        return failures;
    }

    /** uWSGI kills a worker whose request takes too long. */
    @Test
    void harakiriIsAFailure() throws Exception {
        Uwsgi impatient = Uwsgi.start("--harakiri", "1");
        Path never = impatient.site().writable().resolve("never");
        GatewayRequest hanging = request("GET", "/hang?file=" + never).build();
        try (Gateway other = open(driver, Endpoint.parse(impatient.address(protocol())))) {
            BackendFailureException failure =
                    assertThrows(BackendFailureException.class, () -> other.dispatch(hanging));
            assertTrue(failure.mayHaveRun());
            Answer next = Answer.of(other.dispatch(request("GET", "/worker").build()));
            assertEquals(200, next.status());
        } finally {
            impatient.stop();
        }
    }
}
