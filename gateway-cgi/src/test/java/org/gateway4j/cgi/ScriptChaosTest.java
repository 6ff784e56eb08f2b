package org.gateway4j.cgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.gateway4j.BackendBusyException;
import org.gateway4j.BackendFailureException;
import org.gateway4j.BackendTimeoutException;
import org.gateway4j.ExchangeAbortedException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayListener;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Limits;
import org.gateway4j.RequestBody;
import org.gateway4j.Timeouts;
import org.gateway4j.contract.Answer;
import org.gateway4j.contract.RecordingListener;
import org.gateway4j.contract.Running;
import org.gateway4j.contract.ThreadKind;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts that behave as badly as they can, many at once: nothing of them may be left. */
class ScriptChaosTest extends CgiFixture {

    private static final String HEAD = "printf 'Content-Type: text/plain\\n\\n'";
    private static final String HANG = "while :; do sleep 1000; done";
    private static final String IGNORE_TERM = "trap '' TERM";
    private static final Duration SOON = Duration.ofMillis(200);

    private static <T> Running<T> run(Callable<T> work) {
        return ThreadKind.PLATFORM.run(work);
    }

    private static GatewayRequest request(String target) {
        return GatewayRequest.get(target).build();
    }

    /** A gateway that does not wait long for those that it has told to end. */
    private CgiGateway.Builder strict(int processes) {
        return gateway().processes(ProcessConfig.of(processes).withGrace(SOON).withOutputGrace(SOON));
    }

    private static void awaitAtRest(Gateway gateway) throws Exception {
        Await.untilEquals(0, () -> gateway.stats().inUse(), "permits out");
    }

    @ParameterizedTest
    @Covers("cgi/script-close")
    @ValueSource(strings = {":", IGNORE_TERM})
    void closeWithFiftyLiveScriptsLeavesNone(String prelude) throws Exception {
        sh("hang", prelude, HEAD, "sleep 1000 & sleep 1000 & " + HANG);
        Gateway gateway = strict(50).build();
        List<Running<GatewayResponse>> calls = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            calls.add(run(() -> gateway.dispatch(request("/hang"))));
        }
        List<GatewayResponse> responses = new ArrayList<>();
        for (Running<GatewayResponse> call : calls) {
            responses.add(call.result());
        }
        assertEquals(50, gateway.stats().inUse());
        assertTrue(scripts().size() >= 50);
        gateway.close();
        assertEquals(List.of(), scripts());
        for (GatewayResponse response : responses) {
            assertThrows(GatewayException.class, () -> response.body().readAllBytes());
            response.close();
        }
        assertEquals(0, gateway.stats().inUse());
    }

    /** A script may be between its start and its being known when the gateway is closed. */
    @Test
    @Covers("cgi/script-close")
    void closeWhileScriptsStartLeavesNone() throws Exception {
        sh("hang", IGNORE_TERM, HEAD, HANG);
        for (int round = 0; round < 20; round++) {
            Gateway gateway = strict(8).build();
            List<Running<Integer>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                calls.add(run(() -> {
                    try (GatewayResponse response = gateway.dispatch(request("/hang"))) {
                        return response.body().read();
                    }
                }));
            }
            int started = round % 4;
            Await.until(() -> "" + gateway.stats(), () -> gateway.stats().opened() >= started);
            gateway.close();
            assertEquals(List.of(), scripts());
            for (Running<Integer> call : calls) {
                Exception failure = assertThrows(Exception.class, call::result);
                assertTrue(
                        failure instanceof ExchangeAbortedException || failure instanceof IllegalStateException,
                        failure::toString);
            }
            assertEquals(0, gateway.stats().inUse());
        }
    }

    @Test
    @Covers("cgi/script-close")
    void interruptedCloseKillsAtOnce() throws Exception {
        sh("hang", IGNORE_TERM, HEAD, HANG);
        Gateway gateway = gateway()
                .processes(ProcessConfig.of(2).withGrace(Duration.ofHours(1)))
                .build();
        GatewayResponse response = gateway.dispatch(request("/hang"));
        Running<Boolean> closing = run(() -> {
            Thread.currentThread().interrupt();
            gateway.close();
            return Thread.currentThread().isInterrupted();
        });
        assertTrue(closing.result());
        Await.until(() -> "left: " + scripts(), () -> scripts().isEmpty());
        response.close();
    }

    @ParameterizedTest
    @Covers({"cgi/rfc3875-3.4", "cgi/script-hangs"})
    @ValueSource(strings = {":", IGNORE_TERM})
    void hungScriptIsEndedAtTheDeadlineOfItsHead(String prelude) throws Exception {
        sh("hang", prelude, HANG);
        try (Gateway gateway =
                strict(1).timeouts(Timeouts.defaults().withHead(SOON)).build()) {
            for (int i = 0; i < 2; i++) {
                BackendTimeoutException failure =
                        assertThrows(BackendTimeoutException.class, () -> gateway.dispatch(request("/hang")));
                assertEquals(504, failure.suggestedStatus());
            }
            awaitAtRest(gateway);
            assertEquals(List.of(), scripts());
        }
    }

    /** Only the body's bytes, and the request's, are progress. */
    @ParameterizedTest
    @Covers("cgi/script-flood")
    @CsvSource({"'', GET", "cat >/dev/null;, POST", "'', POST"})
    void chatterOnTheErrorOutputRestartsNoDeadline(String prelude, String method) throws Exception {
        String chatter = "while :; do echo . >&2; sleep 0.02; done";
        sh("mute", prelude + chatter);
        sh("stops", prelude + HEAD + "; echo ok; " + chatter);
        Timeouts timeouts = Timeouts.defaults()
                .withHead(SOON)
                .withRead(SOON)
                .withWrite(SOON)
                .withExchange(Duration.ofSeconds(15));
        RequestBody body = method.equals("GET") ? RequestBody.none() : RequestBody.of(new byte[1_000_000]);
        try (Gateway gateway = strict(1).timeouts(timeouts).build()) {
            for (String target : List.of("/mute", "/stops")) {
                GatewayRequest request =
                        GatewayRequest.builder(method, target).body(body).build();
                BackendTimeoutException late =
                        assertThrows(BackendTimeoutException.class, () -> Answer.of(gateway.dispatch(request)));
                assertTrue(late.getMessage().contains("200 ms"), late.getMessage());
            }
            awaitAtRest(gateway);
        }
    }

    @Test
    @Covers("cgi/script-queue")
    void requestThatIsLateInTheQueueStartsNothing() throws Exception {
        sh("hang", HEAD, HANG);
        try (Gateway gateway = strict(1)
                        .timeouts(Timeouts.defaults().withAcquire(SOON))
                        .build();
                GatewayResponse held = gateway.dispatch(request("/hang"))) {
            assertThrows(BackendBusyException.class, () -> gateway.dispatch(request("/hang")));
            assertEquals(1, gateway.stats().opened());
            assertEquals(200, held.status());
        }
    }

    /** What nobody waits for any more has as long as an exchange may take. */
    @Test
    @Covers("cgi/script-closed-output")
    void scriptThatGoesOnForEverAfterItsAnswerIsEnded() throws Exception {
        sh("worker", IGNORE_TERM, "printf 'Content-Type: text/plain\\nContent-Length: 2\\n\\nok'", HANG);
        sh("silent", IGNORE_TERM, HEAD, "echo ok; exec >&- 2>&-", HANG);
        try (Gateway gateway = strict(2)
                .timeouts(Timeouts.defaults().withExchange(SOON.multipliedBy(5)))
                .build()) {
            for (String target : List.of("/worker", "/silent")) {
                assertEquals(
                        "ok",
                        Answer.of(gateway.dispatch(request(target))).body().strip());
            }
            awaitAtRest(gateway);
            assertEquals(List.of(), scripts());
        }
    }

    /** The script itself obeys, so that only the look at its descendants before the signal knows of them. */
    @ParameterizedTest
    @Covers("cgi/script-descendants")
    @CsvSource({"'', 1", ">&- 2>&- <&-, 1", ">&- 2>&- <&-, 20"})
    void descendantsThatIgnoreTermAreKilled(String pipes, int children) throws Exception {
        sh("child", IGNORE_TERM, "echo . >> " + directory + "/ready", HANG);
        sh(
                "parent",
                HEAD,
                "for i in $(seq " + children + "); do " + root + "/child " + pipes + " & done",
                "echo ok",
                HANG);
        try (Gateway gateway = strict(1).build()) {
            try (GatewayResponse response = gateway.dispatch(request("/parent"))) {
                assertEquals('o', response.body().read());
                Path ready = directory.resolve("ready");
                Await.untilEquals(
                        children,
                        () -> Files.exists(ready) ? Files.readAllLines(ready).size() : 0,
                        "children ready");
            }
            awaitAtRest(gateway);
            assertEquals(List.of(), scripts());
        }
    }

    /** Whatever moment a signal comes at, another child may just be about to be born. */
    @ParameterizedTest
    @Covers("cgi/script-descendants")
    @ValueSource(strings = {"DEFAULT", "IGNORE"})
    void scriptThatNeverStopsForkingLeavesNoChild(String disposition) throws Exception {
        perl(
                "fork",
                "$SIG{TERM} = '" + disposition + "'; $| = 1; print \"Content-Type: text/plain\\n\\n\";",
                "for (1 .. 200) { if (!fork) { sleep 1000 while 1 } print 'x'; select undef, undef, undef, 0.002 }",
                "sleep 1000 while 1;");
        try (Gateway gateway = strict(1).build()) {
            for (int read : new int[] {0, 1, 10, 50}) {
                try (GatewayResponse response = gateway.dispatch(request("/fork"))) {
                    assertEquals(read, response.body().readNBytes(read).length);
                }
                awaitAtRest(gateway);
                assertEquals(List.of(), scripts());
            }
        }
    }

    @Test
    @Covers("cgi/script-hangs")
    void scriptIsToldToEndOnce() throws Exception {
        Path told = directory.resolve("told");
        sh("count", "trap 'echo TERM >> " + told + "' TERM", HEAD, "while :; do sleep 0.01; done");
        try (Gateway gateway = strict(1).build()) {
            GatewayResponse response = gateway.dispatch(request("/count"));
            response.close();
            Await.until("a TERM", () -> Files.exists(told));
        }
        assertEquals(List.of("TERM"), Files.readAllLines(told));
    }

    /** A script that tidies up has the grace to do so. */
    @Test
    @Covers({"cgi/rfc3875-3.4", "cgi/script-hangs"})
    void scriptMayTidyUpWhenToldToEnd() throws Exception {
        Path tidied = directory.resolve("tidied");
        perl(
                "tidy",
                "$SIG{TERM} = sub { open my $f, '>', '" + tidied + "'; close $f; exit 0 };",
                "$| = 1; print \"Content-Type: text/plain\\n\\nx\"; sleep 1000 while 1;");
        try (Gateway gateway = gateway()
                        .processes(ProcessConfig.of(1).withGrace(Duration.ofSeconds(20)))
                        .build();
                GatewayResponse response = gateway.dispatch(request("/tidy"))) {
            assertEquals('x', response.body().read());
        }
        assertTrue(Files.exists(tidied));
    }

    @Test
    @Covers("cgi/script-flood")
    void floodOfErrorOutputIsBoundedAndHoldsNothingUp() throws Exception {
        perl("flood", "print STDERR 'e' x 1023, \"\\n\" for 1 .. 65536; print \"Content-Type: text/plain\\n\\nok\";");
        RecordingListener listener = new RecordingListener();
        try (Gateway gateway = strict(1)
                .listener(listener)
                .limits(Limits.defaults().withStderrBytes(10_000))
                .build()) {
            assertEquals("ok", Answer.of(gateway.dispatch(request("/flood"))).body());
        }
        assertEquals(
                10,
                listener.events().stream()
                        .filter(event -> event.startsWith("applicationError"))
                        .count());
    }

    /** A host's bug must not cost permits. */
    @Test
    @Covers("cgi/script-flood")
    void listenerThatBreaksTheReaderOfErrorsCostsNoPermit() throws Exception {
        sh("complain", HEAD, "echo oops >&2", "echo ok");
        GatewayListener broken = new GatewayListener() {
            @Override
            public void applicationError(GatewayRequest request, String text) {
                throw new AssertionError("thrown on purpose");
            }
        };
        try (Gateway gateway = strict(1).listener(broken).build()) {
            for (int i = 0; i < 3; i++) {
                assertEquals(
                        "ok\n",
                        Answer.of(gateway.dispatch(request("/complain"))).body());
                awaitAtRest(gateway);
            }
        }
    }

    @Test
    @Covers("cgi/script-listener")
    void listenerThatBreaksTheEndOfAProcessCostsNoPermit() throws Exception {
        sh("quick", HEAD, "echo ok");
        GatewayListener broken = new GatewayListener() {
            @Override
            public void connectionClosed(long connectionId, CloseReason reason, long lifetimeNanos) {
                throw new AssertionError("thrown on purpose");
            }
        };
        try (Gateway gateway = strict(1).listener(broken).build()) {
            for (int i = 0; i < 3; i++) {
                assertEquals(
                        "ok\n", Answer.of(gateway.dispatch(request("/quick"))).body());
                awaitAtRest(gateway);
            }
        }
    }

    @Test
    @Covers({"cgi/rfc3875-9", "cgi/script-large-head"})
    void headOfAMegabyteIsRefused() throws Exception {
        perl("large", "print \"X-Large: \", 'x' x (1 << 20), \"\\nContent-Type: text/plain\\n\\nbody\"; sleep 1000;");
        assertRefused("/large", "larger than limits.responseHead");
    }

    @Test
    @Covers("cgi/script-large-head")
    void headOfTenThousandFieldsIsRefused() throws Exception {
        perl("many", "print \"X-$_: y\\n\" for 1 .. 10000; print \"Content-Type: text/plain\\n\\nbody\"; sleep 1000;");
        assertRefused("/many", "more than limits.responseHeaders");
    }

    private void assertRefused(String target, String message) throws Exception {
        try (Gateway gateway = strict(1).build()) {
            BackendFailureException failure =
                    assertThrows(BackendFailureException.class, () -> gateway.dispatch(request(target)));
            assertTrue(failure.getMessage().contains(message), failure.getMessage());
            awaitAtRest(gateway);
            assertEquals(List.of(), scripts());
        }
    }

    /** None of them reaches the script. */
    @Test
    @Covers("cgi/script-sockets")
    void tenThousandOpenSocketsOfTheHostStayItsOwn() throws Exception {
        perl(
                "fds",
                "opendir my $d, '/proc/self/fd'; my @fds = grep { /\\d/ && $_ != fileno $d } readdir $d;"
                        + "print \"Content-Type: text/plain\\n\\n\", join ' ', sort { $a <=> $b } @fds;");
        List<SocketChannel> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 10_000; i++) {
                sockets.add(SocketChannel.open());
            }
            for (int i = 0; i < 3; i++) {
                assertEquals("0 1 2", get("/fds").body());
            }
        } finally {
            for (SocketChannel socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    @Covers("cgi/script-10000")
    void tenThousandRequestsLeaveNothing() throws Exception {
        sh("quick", "echo 'Content-Type: text/plain'; echo; echo ok");
        AtomicInteger left = new AtomicInteger(10_000);
        try (Gateway gateway = gateway().build()) {
            List<Running<Integer>> callers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                callers.add(run(() -> {
                    int served = 0;
                    while (left.getAndDecrement() > 0) {
                        assertEquals(
                                "ok\n",
                                Answer.of(gateway.dispatch(request("/quick"))).body());
                        served++;
                    }
                    return served;
                }));
            }
            int served = 0;
            for (Running<Integer> caller : callers) {
                served += caller.result();
            }
            assertEquals(10_000, served);
            assertEquals(0, gateway.stats().inUse());
            assertEquals(gateway.stats().opened(), gateway.stats().closed());
        }
    }

    /** All of it at once, ended at random moments; each seed is another mixture. */
    @ParameterizedTest
    @Covers("cgi/script-mixture")
    @ValueSource(longs = {1, 2, 3})
    void mixtureOfAllIsSurvived(long seed) throws Exception {
        List<String> bad = List.of("ok", "hang", "deaf", "fork", "flood", "die", "headless", "late", "tree");
        sh("ok", HEAD, "cat");
        sh("hang", HEAD, "echo; " + HANG);
        sh("deaf", IGNORE_TERM, HANG);
        sh("fork", HEAD, "sleep 0.1 &", "echo ok");
        sh("flood", "head -c 3000000 /dev/zero >&2", HEAD, "head -c 3000000 /dev/zero");
        sh("die", HEAD, "echo part", "kill -9 $$");
        sh("headless", "exit 0");
        sh("late", HEAD, "exec >&-", "sleep 0.1");
        sh("tree", HEAD, "(" + IGNORE_TERM + "; " + HANG + ") >&- 2>&- &", "echo ok; " + HANG);
        Timeouts timeouts = Timeouts.defaults().withHead(SOON).withRead(SOON).withExchange(SOON.multipliedBy(3));
        try (Gateway gateway = strict(6).timeouts(timeouts).build()) {
            List<Running<Integer>> callers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Random random = new Random(100 * seed + i);
                callers.add(run(() -> {
                    int answered = 0;
                    for (int call = 0; call < 12; call++) {
                        answered += tryOne(gateway, "/" + bad.get(random.nextInt(bad.size())), random.nextInt(4));
                    }
                    return answered;
                }));
            }
            int answered = 0;
            for (Running<Integer> caller : callers) {
                answered += caller.result();
            }
            assertTrue(answered > 0);
            awaitAtRest(gateway);
            assertEquals("", Answer.of(gateway.dispatch(request("/ok"))).body());
        }
    }

    private static int tryOne(Gateway gateway, String target, int reads) throws Exception {
        try (GatewayResponse response = gateway.dispatch(request(target))) {
            for (int i = 0; i < reads; i++) {
                response.body().readNBytes(1 << i * 8);
            }
            return 1;
        } catch (GatewayException e) {
            assertFalse(e instanceof ExchangeAbortedException, e::toString);
            return 0;
        }
    }
}
