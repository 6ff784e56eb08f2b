package org.gateway4j.fastcgi.php;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.gateway4j.BackendFailureException;
import org.gateway4j.BackendTimeoutException;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Phase;
import org.gateway4j.RequestBody;
import org.gateway4j.Timeouts;
import org.gateway4j.testkit.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** PHP-FPM and its workers die, stall, restart and reload. */
@ParameterizedClass
@CsvSource({"TCP, BLOCKING", "UNIX, BLOCKING", "TCP, LOOPS", "UNIX, LOOPS"})
class PhpFpmFaultsIT extends PhpFpmDriverTest {

    private static final String OK = "echo 'ok';";

    @Test
    void killedInTheMiddleOfABody() throws Exception {
        start(children(2));
        script("/half.php", "echo str_repeat('x', 100000); flush(); while (true) { sleep(1); }");
        try (GatewayResponse response = dispatch(get("/half.php"))) {
            assertEquals(100_000, response.body().readNBytes(100_000).length);
            fpm.kill();
            BackendFailureException failure = assertThrows(
                    BackendFailureException.class, () -> response.body().read());
            assertEquals(Phase.BODY, failure.phase());
            assertTrue(failure.mayHaveRun());
        }
        BackendFailureException failure = assertThrows(BackendFailureException.class, () -> body("/half.php"));
        assertEquals(Phase.CONNECT, failure.phase(), failure::getMessage);
        assertFalse(failure.mayHaveRun());
        assertEquals(502, failure.suggestedStatus());
    }

    @Test
    void workerThatKillsItselfInTheMiddleOfABody() throws Exception {
        start(children(1));
        script("/ok.php", OK);
        script("/suicide.php", "echo str_repeat('x', 100000); flush(); posix_kill(getmypid(), 9); sleep(60);");
        for (int i = 0; i < 5; i++) {
            assertEquals("ok", body("/ok.php"));
            BackendFailureException failure = assertThrows(BackendFailureException.class, () -> body("/suicide.php"));
            assertEquals(Phase.BODY, failure.phase());
        }
        assertEquals("ok", body("/ok.php"));
    }

    @Test
    void workerThatKillsItselfBeforeItsHead() throws Exception {
        start(children(1));
        script("/ok.php", OK);
        script("/suicide.php", "posix_kill(getmypid(), 9); sleep(60);");
        assertEquals("ok", body("/ok.php"));
        BackendFailureException failure = assertThrows(
                BackendFailureException.class, () -> send(post("/suicide.php", "text/plain", RequestBody.none())));
        assertEquals(Phase.HEAD, failure.phase());
        assertTrue(failure.mayHaveRun());
        assertEquals("ok", body("/ok.php"));
    }

    @Test
    void workerThatRunsOutOfMemory() throws Exception {
        start(children(1).php("memory_limit", "8M"));
        script("/ok.php", OK);
        script("/hungry.php", "$all = str_repeat('x', 100 * 1024 * 1024); echo strlen($all);");
        assertEquals(500, send(get("/hungry.php")).status());
        assertEquals("ok", body("/ok.php"));
    }

    @Test
    void workerThatFpmEndsForTakingTooLong() throws Exception {
        start(children(1).with("request_terminate_timeout = 1s"));
        script("/ok.php", OK);
        script("/slow.php", "echo 'begun'; flush(); while (true) { usleep(1000); }");
        BackendFailureException failure = assertThrows(BackendFailureException.class, () -> body("/slow.php"));
        assertEquals(Phase.BODY, failure.phase());
        assertEquals("ok", body("/ok.php"));
    }

    @Test
    void stoppedProcessesMissTheDeadlineAndRecover() throws Exception {
        Duration longest = Duration.ofMillis(500);
        start(
                children(2),
                builder ->
                        builder.timeouts(Timeouts.defaults().withHead(longest).withConnect(longest)));
        script("/ok.php", OK);
        assertEquals("ok", body("/ok.php"));
        fpm.processes().pause();
        for (int i = 0; i < 2; i++) {
            long begun = System.nanoTime();
            BackendTimeoutException late = assertThrows(BackendTimeoutException.class, () -> body("/ok.php"));
            Duration waited = Duration.ofNanos(System.nanoTime() - begun);
            assertEquals(504, late.suggestedStatus());
            assertEquals(Phase.HEAD, late.phase());
            assertTrue(waited.compareTo(longest) >= 0 && waited.toSeconds() < 5, () -> "waited " + waited);
        }
        fpm.processes().resume();
        for (int i = 0; i < 10; i++) {
            assertEquals("ok", body("/ok.php"));
        }
    }

    @Test
    void stalledBodyMissesTheDeadline() throws Exception {
        Duration longest = Duration.ofMillis(500);
        start(children(1), builder -> builder.timeouts(Timeouts.defaults().withRead(longest)));
        script("/stall.php", "echo 'begun'; flush(); while (!file_exists(\"$var/go\")) { usleep(1000); }");
        try (GatewayResponse response = dispatch(get("/stall.php"))) {
            assertEquals(5, response.read(ByteBuffer.allocate(100)));
            BackendTimeoutException late =
                    assertThrows(BackendTimeoutException.class, () -> response.read(ByteBuffer.allocate(100)));
            assertEquals(Phase.BODY, late.phase());
        }
        fpm.site().signal("go");
        assertEquals("begun", body("/stall.php"));
    }

    @Test
    void restartBetweenRequestsIsInvisible() throws Exception {
        start(children(2));
        script("/ok.php", OK);
        script("/echo.php", "echo file_get_contents('php://input');");
        byte[] content = "posted".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 3; i++) {
            assertEquals("ok", body("/ok.php"));
            fpm.restart();
            assertEquals("ok", body("/ok.php"));
            fpm.restart();
            assertEquals(
                    "posted",
                    send(post("/echo.php", "text/plain", RequestBody.of(content)))
                            .body());
        }
    }

    @Test
    void reloadUnderLoadGivesNoWrongAndNoShortResponse() throws Exception {
        start(children(4));
        script("/large.php", "echo str_repeat($_GET['n'] . ' ', 40000);");
        AtomicBoolean ended = new AtomicBoolean();
        AtomicInteger right = new AtomicInteger();
        List<Future<Void>> callers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int caller = i;
            callers.add(async(() -> load(caller, ended, right)));
        }
        for (int i = 0; i < 3; i++) {
            int before = right.get();
            Await.until("responses between reloads", () -> right.get() >= before + 20);
            fpm.reload();
        }
        ended.set(true);
        for (Future<Void> caller : callers) {
            caller.get();
        }
        assertEquals("1 ".repeat(40_000), body("/large.php?n=1"));
    }

    /** Asks again and again; a worker that PHP-FPM ends before it is through is a failure that says so. */
    private Void load(int caller, AtomicBoolean ended, AtomicInteger right) throws Exception {
        for (int i = 0; !ended.get(); i++) {
            String number = caller + "-" + i;
            try {
                assertEquals((number + " ").repeat(40_000), body("/large.php?n=" + number));
                right.incrementAndGet();
            } catch (BackendFailureException e) {
                assertEquals(502, e.suggestedStatus());
            }
        }
        return null;
    }
}
