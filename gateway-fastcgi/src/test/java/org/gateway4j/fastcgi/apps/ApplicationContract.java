package org.gateway4j.fastcgi.apps;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32;
import org.gateway4j.BackendFailureException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Phase;
import org.gateway4j.RequestBody;
import org.gateway4j.Timeouts;
import org.gateway4j.fastcgi.Capabilities;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.fastcgi.FastCgiProbe;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Leftovers;
import org.gateway4j.testkit.backends.Site;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What any FastCGI application gets from us and we from it, written in the languages that people write them in. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ApplicationContract {

    private static final int PROCESSES = 2;
    static final int UPLOAD = 5 * 1024 * 1024;
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private Site site;
    private RunningProgram running;
    private Leftovers leftovers;

    FastCgiGateway gateway;

    /** Finds or builds the program; what it needs may be put into the site. */
    abstract Program program(Site site) throws Exception;

    /** What it answers when asked for its capabilities. */
    abstract Capabilities capabilities();

    /** How much it can echo that is sent before anybody reads the answer. */
    int mostOnTheWay() {
        return UPLOAD;
    }

    @BeforeAll
    final void startProgram() throws Exception {
        site = new Site();
        running = RunningProgram.start(program(site), PROCESSES, site);
    }

    @AfterAll
    final void stopProgram() throws Exception {
        if (running != null) {
            running.stop();
        }
        site.close();
    }

    @BeforeEach
    final void open() throws IOException {
        leftovers = Leftovers.watch();
        gateway = running.gateway()
                .timeouts(
                        Timeouts.defaults().withHead(LONGEST).withRead(LONGEST).withWrite(LONGEST))
                .build();
    }

    @AfterEach
    final void nothingIsLeft() throws Exception {
        assertEquals(0, gateway.stats().inUse(), "connections in use");
        gateway.close();
        Await.untilEquals(gateway.stats().opened(), () -> gateway.stats().closed(), "connections closed");
        leftovers.awaitNone();
    }

    static GatewayRequest.Builder get(String target) {
        return GatewayRequest.get(target).header("Host", "example.org");
    }

    static GatewayRequest.Builder post(String target, byte[] content) {
        return GatewayRequest.builder("POST", target)
                .header("Host", "example.org")
                .header("Content-Type", "application/octet-stream")
                .body(RequestBody.of(content));
    }

    static byte[] random(int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return content;
    }

    static byte[] bytes(GatewayResponse response) throws IOException {
        try (response) {
            assertEquals(200, response.status());
            return response.body().readAllBytes();
        }
    }

    final String answer(GatewayRequest.Builder request) throws IOException {
        return new String(bytes(gateway.dispatch(request.build())), StandardCharsets.UTF_8);
    }

    /** What comes of a request at which the program ends without a word. */
    void endsWithoutAWord(GatewayRequest.Builder request) throws IOException {
        BackendFailureException failure = assertThrows(BackendFailureException.class, () -> answer(request));
        assertTrue(failure.mayHaveRun(), failure::getMessage);
        assertEquals(502, failure.suggestedStatus());
    }

    /** A process that ended is replaced by one that answers. */
    final void answersAgain() throws Exception {
        for (int i = 0; i < 2 * PROCESSES; i++) {
            assertEquals("GET after=" + i, answer(get("/hello?after=" + i)));
        }
    }

    @Test
    void getsOverKeptConnections() throws Exception {
        for (int i = 0; i < 50; i++) {
            assertEquals("GET name=n" + i, answer(get("/hello?name=n" + i)));
        }
        assertEquals(0, gateway.stats().closed());
    }

    @Test
    void severalCallersGetTheirOwnAnswers() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(2 * PROCESSES);
        try {
            List<Future<Void>> results = new ArrayList<>();
            for (int caller = 0; caller < 2 * PROCESSES; caller++) {
                String name = "caller" + caller;
                results.add(callers.submit(() -> callAgainAndAgain(name)));
            }
            for (Future<Void> result : results) {
                result.get();
            }
        } finally {
            callers.shutdownNow();
        }
    }

    private Void callAgainAndAgain(String name) throws IOException {
        for (int i = 0; i < 50; i++) {
            String query = "name=" + name + "-" + i;
            assertEquals("GET " + query, answer(get("/hello?" + query)));
        }
        return null;
    }

    @Test
    void post() throws Exception {
        assertEquals("POST a=b", answer(post("/hello?a=b", random(0))));
        for (int length : new int[] {0, 1, 7, 8, 65_535, 65_536}) {
            byte[] content = random(length);
            byte[] echoed = bytes(gateway.dispatch(post("/echo", content).build()));
            assertArrayEquals(content, echoed, () -> "of " + length + " bytes");
        }
    }

    @Test
    void upload() throws Exception {
        byte[] content = random(UPLOAD);
        CRC32 crc = new CRC32();
        crc.update(content);
        for (int i = 0; i < 3; i++) {
            assertEquals(content.length + " " + crc.getValue(), answer(post("/upload", content)));
        }
    }

    @Test
    void uploadThatIsEchoedWhileItIsSent() throws Exception {
        byte[] content = random(mostOnTheWay());
        assertArrayEquals(content, bytes(gateway.dispatch(post("/echo", content).build())));
    }

    @Test
    void answerBeforeTheBodyIsRead() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertEquals("early", answer(post("/early", random(UPLOAD))));
            answersAgain();
        }
    }

    @Test
    void exitWithoutAWord() throws Exception {
        endsWithoutAWord(get("/exit"));
        endsWithoutAWord(post("/exit", random(UPLOAD)));
        answersAgain();
    }

    @Test
    void crashBeforeTheHead() throws Exception {
        endsWithoutAWord(get("/crash"));
        endsWithoutAWord(post("/crash", random(UPLOAD)));
        answersAgain();
    }

    @Test
    void crashInTheBody() throws Exception {
        try (GatewayResponse response = gateway.dispatch(get("/crash-in-body").build())) {
            assertEquals(100_000, response.body().readNBytes(100_000).length);
            BackendFailureException failure = assertThrows(
                    BackendFailureException.class, () -> response.body().read());
            assertEquals(Phase.BODY, failure.phase());
        }
        answersAgain();
    }

    @Test
    void saysWhatItIsCapableOf() throws Exception {
        FastCgiProbe probe = FastCgiProbe.of(running.endpoint(), LONGEST);
        probe.connect();
        assertEquals(capabilities(), probe.capabilities());
        answersAgain();
    }
}
