package org.gateway4j.cgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.gateway4j.BackendFailureException;
import org.gateway4j.BackendTimeoutException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.RequestBody;
import org.gateway4j.Timeouts;
import org.gateway4j.contract.Answer;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.Leftovers;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How scripts treat their pipes and end, well or badly. */
class ScriptEndsTest extends CgiFixture {

    private static final int TEN_MEGABYTES = 10 * 1024 * 1024;
    private static final String HEAD = "printf 'Content-Type: text/plain\\n\\n'";

    private static GatewayRequest post(String target, byte[] content, int length) {
        return GatewayRequest.builder("POST", target)
                .body(RequestBody.of(new ByteArrayInputStream(content), length))
                .build();
    }

    /** Bounds what must be awaited for nothing. */
    private CgiGateway.Builder impatient() {
        return gateway().processes(ProcessConfig.of(2).withOutputGrace(Duration.ofMillis(100)));
    }

    @ParameterizedTest
    @Covers({"cgi/rfc3875-4.2-body", "cgi/script-no-reading"})
    @ValueSource(ints = {TEN_MEGABYTES, -1})
    void scriptThatNeverReadsItsInputAnswers(int length) throws Exception {
        sh("deaf", HEAD, "echo unread");
        assertEquals(
                "unread\n",
                answer(post("/deaf", new byte[TEN_MEGABYTES], length)).body());
    }

    @ParameterizedTest
    @Covers({"cgi/rfc3875-4.2-body", "cgi/nginx-cgi-streaming"})
    @ValueSource(ints = {TEN_MEGABYTES, -1})
    void scriptThatStopsReadingEarlyAnswers(int length) throws Exception {
        perl("early", "sysread STDIN, my $some, 5; close STDIN; print \"Content-Type: text/plain\\n\\n$some\";");
        byte[] content = new byte[TEN_MEGABYTES];
        System.arraycopy(Bytes.of("first"), 0, content, 0, 5);
        assertEquals("first", answer(post("/early", content, length)).body());
    }

    @ParameterizedTest
    @Covers("cgi/rfc3875-4.2-body")
    @ValueSource(ints = {TEN_MEGABYTES, -1})
    void scriptThatExitsBeforeItReadsIsExplained(int length) {
        assertThrows(BackendFailureException.class, () -> {
            sh("gone", "exit 7");
            answer(post("/gone", new byte[TEN_MEGABYTES], length));
        });
        assertTrue(failure("/gone").getMessage().contains("exited with status 7"));
    }

    /** It holds its permit until it has ended. However patient the gateway is, there is nothing to wait for. */
    @Test
    @Covers("cgi/script-closed-output")
    void scriptThatClosesItsOutputAndGoesOnHasAnswered() throws Exception {
        Path fifo = fifo();
        sh("closer", HEAD, "echo ok", "exec >&- 2>&-", "read line < " + fifo);
        ProcessConfig patient = ProcessConfig.of(2).withOutputGrace(Duration.ofHours(1));
        try (Gateway gateway = gateway().processes(patient).build()) {
            try (GatewayResponse response =
                    gateway.dispatch(GatewayRequest.get("/closer").build())) {
                assertEquals("ok\n", Bytes.text(response.body().readAllBytes()));
                assertEquals(-1, response.exitStatus());
            }
            assertEquals(1, gateway.stats().inUse());
            assertEquals(1, scripts().size());
            Files.writeString(fifo, "on\n");
            Await.untilEquals(0, () -> gateway.stats().inUse(), "permits out");
        }
    }

    /** It may take as long as any output may. */
    @ParameterizedTest
    @Covers("cgi/script-grandchild")
    @ValueSource(strings = {"", "2>&-"})
    void whatAProgramLeftBehindStillWritesBelongsToTheAnswer(String errors) throws Exception {
        Path fifo = fifo();
        sh(
                "parent",
                HEAD,
                "echo first",
                "(read line < " + fifo + "; sleep 0.3; echo second) " + errors + " &",
                "exit 0");
        try (Gateway gateway = impatient().build();
                GatewayResponse response =
                        gateway.dispatch(GatewayRequest.get("/parent").build())) {
            assertEquals("first\n", Bytes.text(response.body().readNBytes(6)));
            Await.untilEquals(1, () -> scripts().size(), "processes that are left");
            Files.writeString(fifo, "on\n");
            assertEquals("second\n", Bytes.text(response.body().readAllBytes()));
            assertEquals(0, response.exitStatus());
        }
    }

    /** Whether it would write more, nobody knows; that is told, and it lives on. */
    @ParameterizedTest
    @Covers("cgi/script-grandchild")
    @ValueSource(strings = {"", "2>&-"})
    void programLeftBehindThatHoldsTheOutputInSilenceIsATimeout(String errors) throws Exception {
        Path fifo = fifo();
        sh("parent", HEAD, "(read line < " + fifo + ") " + errors + " &", "echo ok");
        Timeouts timeouts = Timeouts.defaults().withRead(Duration.ofMillis(300));
        try (Gateway gateway = impatient().timeouts(timeouts).build()) {
            try (GatewayResponse response =
                    gateway.dispatch(GatewayRequest.get("/parent").build())) {
                assertEquals("ok\n", Bytes.text(response.body().readNBytes(3)));
                BackendTimeoutException late = assertThrows(
                        BackendTimeoutException.class, () -> response.body().read());
                assertTrue(late.getMessage().endsWith("a program that it has left behind holds its output open"));
            }
            Await.untilEquals(0, () -> gateway.stats().inUse(), "permits out");
        }
        assertEquals(1, scripts().size());
        Files.writeString(fifo, "on\n");
    }

    /** It exits because it was told to: that is not why it was late. */
    @Test
    @Covers("cgi/script-grandchild")
    void lateScriptIsNotSaidToHaveExited() throws Exception {
        sh("late", HEAD, "echo ok", "while :; do sleep 0.01; done");
        Timeouts timeouts = Timeouts.defaults().withRead(Duration.ofMillis(100));
        try (Gateway gateway = impatient().timeouts(timeouts).build()) {
            for (int i = 0; i < 20; i++) {
                try (GatewayResponse response =
                        gateway.dispatch(GatewayRequest.get("/late").build())) {
                    assertEquals("ok\n", Bytes.text(response.body().readNBytes(3)));
                    BackendTimeoutException late = assertThrows(
                            BackendTimeoutException.class, () -> response.body().read());
                    assertFalse(late.getMessage().contains("exited"), late.getMessage());
                }
            }
        }
    }

    @Test
    @Covers("cgi/script-grandchild")
    void answerOfDeclaredLengthNeedsNoEndOfTheOutput() throws Exception {
        Path fifo = fifo();
        sh(
                "parent",
                "printf 'Content-Type: a/b\\nContent-Length: 3\\n\\nok\\n'",
                "(read line < " + fifo + ") &",
                "exit 0");
        try (Gateway gateway = impatient().build()) {
            assertEquals(
                    "ok\n",
                    Answer.of(gateway.dispatch(GatewayRequest.get("/parent").build()))
                            .body());
            Await.untilEquals(0, () -> gateway.stats().inUse(), "permits out");
        }
        assertEquals(1, scripts().size());
        Files.writeString(fifo, "on\n");
    }

    @Test
    @Covers({"cgi/nginx-cgi-background", "cgi/script-grandchild"})
    void programLeftBehindWithTheErrorOutputOpenDoesNotHoldTheAnswer() throws Exception {
        Path fifo = fifo();
        sh("parent", HEAD, "(read line < " + fifo + ") >&- &", "echo ok");
        try (Gateway gateway = impatient().build()) {
            assertEquals(
                    "ok\n",
                    Answer.of(gateway.dispatch(GatewayRequest.get("/parent").build()))
                            .body());
            Await.untilEquals(0, () -> gateway.stats().inUse(), "permits out");
        }
        assertEquals(1, scripts().size());
        Files.writeString(fifo, "on\n");
    }

    /** As a script does that restarts a service. */
    @Test
    @Covers("cgi/script-grandchild")
    void programsLeftBehindUseNothingUp() throws Exception {
        Leftovers before = Leftovers.watch();
        sh("ok", HEAD, "echo ok");
        sh("leave", "printf 'Content-Type: a/b\\nContent-Length: 3\\n\\nok\\n'", "sleep 1000 <&0 & exit 0");
        sh("mute", "sleep 1000 <&0 & exit 0");
        byte[] content = new byte[1 << 20];
        Timeouts timeouts = Timeouts.defaults().withHead(Duration.ofMillis(200));
        ProcessConfig four = ProcessConfig.of(4).withOutputGrace(Duration.ofMillis(20));
        try (Gateway gateway = gateway().processes(four).timeouts(timeouts).build()) {
            for (int i = 0; i < 20; i++) {
                assertEquals(
                        "ok\n",
                        Answer.of(gateway.dispatch(post("/leave", content, content.length)))
                                .body());
            }
            for (int i = 0; i < 5; i++) {
                assertThrows(
                        BackendTimeoutException.class, () -> gateway.dispatch(post("/mute", content, content.length)));
            }
            Await.untilEquals(0, () -> gateway.stats().inUse(), "permits out");
            assertEquals(
                    "ok\n",
                    Answer.of(gateway.dispatch(GatewayRequest.get("/ok").build()))
                            .body());
        }
        assertEquals(25, scripts().size());
        before.awaitNone();
        scripts().forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    @Covers("cgi/script-grandchild")
    void programLeftBehindThatHoldsTheInputDoesNotHoldTheAnswer() throws Exception {
        Path fifo = fifo();
        sh("parent", HEAD, "(read line < " + fifo + ") <&0 >&- 2>&- &", "echo ok");
        try (Gateway gateway = impatient().build()) {
            Answer answer = Answer.of(gateway.dispatch(post("/parent", new byte[TEN_MEGABYTES], TEN_MEGABYTES)));
            assertEquals("ok\n", answer.body());
            Await.untilEquals(0, () -> gateway.stats().inUse(), "permits out");
        }
        Files.writeString(fifo, "on\n");
    }

    @Test
    @Covers("cgi/script-grandchild")
    void outputOfAProgramLeftBehindBelongsToTheAnswerWhileItKeepsComing() throws Exception {
        sh("parent", HEAD, "(for i in 1 2 3 4 5; do echo $i; done) &", "exit 0");
        assertEquals("1\n2\n3\n4\n5\n", get("/parent").body());
    }

    @Test
    @Covers("cgi/script-bad-exit")
    void badExitAfterTheHeadCutsTheBodyShortIfItIsToldTo() throws Exception {
        sh("exit", HEAD, "echo part", "exit 1");
        try (Gateway gateway = gateway().exitPolicy(ExitPolicy.SUCCESS_ONLY).build()) {
            BackendFailureException cut = assertThrows(
                    BackendFailureException.class,
                    () -> Answer.of(gateway.dispatch(GatewayRequest.get("/exit").build())));
            assertTrue(
                    cut.getMessage().endsWith("exited with status 1 after 5 bytes of the body; it may be cut short"));
        }
    }

    /** Nagios ends with 254, PHP and Perl with 255, Python's cgitb with 1, a script whose last command is a grep with that. */
    @ParameterizedTest
    @Covers("cgi/script-bad-exit")
    @ValueSource(ints = {1, 2, 128, 254, 255})
    void pageOfAScriptThatEndsWithAnotherStatusIsWhole(int status) throws Exception {
        sh("page", HEAD, "echo page", "exit " + status);
        assertEquals("page\n", get("/page").body());
    }

    @Test
    @Covers("cgi/script-bad-exit")
    void scriptThatFailsWithoutAnyOutputHasNotAnswered() throws Exception {
        sh("exit", "exit 254");
        assertTrue(failure("/exit").getMessage().contains("exited with status 254 after 0 bytes of the response head"));
    }

    @ParameterizedTest
    @Covers("cgi/script-bad-exit")
    @ValueSource(ints = {6, 9, 11, 15})
    void deathBySignalCutsTheBodyShort(int signal) throws Exception {
        sh("die", HEAD, "echo part", "kill -" + signal + " $$");
        assertTrue(
                failure("/die").getMessage().contains("was ended by signal " + signal + " after 5 bytes of the body"));
    }

    @ParameterizedTest
    @Covers("cgi/script-bad-exit")
    @EnumSource(ExitPolicy.class)
    void exitPolicySaysWhatIsWhole(ExitPolicy policy) throws Exception {
        sh("exit", HEAD, "echo all", "exit 3");
        sh("die", HEAD, "echo all", "kill -9 $$");
        try (Gateway gateway = gateway().exitPolicy(policy).build()) {
            assertEquals(policy != ExitPolicy.SUCCESS_ONLY, isWhole(gateway, "/exit"));
            assertEquals(policy == ExitPolicy.ANY, isWhole(gateway, "/die"));
        }
    }

    private static boolean isWhole(Gateway gateway, String target) throws Exception {
        try (GatewayResponse response =
                gateway.dispatch(GatewayRequest.get(target).build())) {
            assertEquals("all\n", Bytes.text(response.body().readNBytes(4)));
            return response.body().read() < 0;
        } catch (BackendFailureException e) {
            return false;
        }
    }

    @Test
    @Covers("cgi/script-bad-exit")
    void exitStatusIsTold() throws Exception {
        sh("exit", HEAD, "exit 42");
        try (Gateway gateway = gateway().exitPolicy(ExitPolicy.ANY).build();
                GatewayResponse response =
                        gateway.dispatch(GatewayRequest.get("/exit").build())) {
            assertEquals(-1, response.body().read());
            assertEquals(42, response.exitStatus());
        }
    }

    /** Each byte comes only after the one before was seen. */
    @Test
    @Covers({"cgi/httpd-nph", "cgi/script-trickle"})
    void bytesThatTrickleAreHandedOnOneByOne() throws Exception {
        Semaphore pace = new Semaphore(0);
        try (RelayedScript script = new RelayedScript(directory);
                Gateway gateway = script.gateway().build()) {
            script.behave(call -> {
                call.head(200);
                for (char c : "dripping".toCharArray()) {
                    call.write(new byte[] {(byte) c});
                    pace.acquire();
                }
            });
            try (GatewayResponse response =
                    gateway.dispatch(GatewayRequest.get("/app").build())) {
                for (char c : "dripping".toCharArray()) {
                    assertEquals(c, response.body().read());
                    pace.release();
                }
                assertEquals(-1, response.body().read());
            }
        }
    }

    /** What answers with a length may go on; what it writes then is nobody's. */
    @Test
    @Covers("cgi/script-closed-output")
    void afterADeclaredLengthTheScriptMayGoOn() throws Exception {
        Path fifo = fifo();
        Path done = directory.resolve("done");
        sh(
                "worker",
                "printf 'Content-Type: text/plain\\nContent-Length: 3\\n\\nall'",
                "read line < " + fifo,
                "head -c 1000000 /dev/zero",
                "echo done > " + done);
        try (Gateway gateway = gateway().build()) {
            assertEquals(
                    "all",
                    Answer.of(gateway.dispatch(GatewayRequest.get("/worker").build()))
                            .body());
            assertEquals(1, gateway.stats().inUse());
            assertFalse(Files.exists(done));
            Files.writeString(fifo, "on\n");
            Await.untilEquals(0, () -> gateway.stats().inUse(), "permits out");
            assertTrue(Files.exists(done));
        }
    }
}
