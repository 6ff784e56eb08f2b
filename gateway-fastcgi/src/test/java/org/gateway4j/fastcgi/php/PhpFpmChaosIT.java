package org.gateway4j.fastcgi.php;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.gateway4j.BackendFailureException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Phase;
import org.gateway4j.Timeouts;
import org.gateway4j.contract.Answer;
import org.gateway4j.contract.SteadyLoad;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.backends.PhpFpm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * PHP-FPM is disturbed under a steady load, its workers being recycled all the time. Each response is right or a failure
 * that says so in time, and once a disturbance is over nothing fails any more.
 */
@ParameterizedClass
@CsvSource({"TCP, BLOCKING", "UNIX, BLOCKING", "TCP, LOOPS", "UNIX, LOOPS"})
class PhpFpmChaosIT extends PhpFpmDriverTest {

    private static final int WORKERS = 4;
    private static final int CALLERS = 6;
    private static final int ENOUGH = 150;

    private static final Timeouts DEADLINES = Timeouts.defaults()
            .withConnect(Duration.ofSeconds(1))
            .withAcquire(Duration.ofSeconds(3))
            .withWrite(Duration.ofMillis(1500))
            .withHead(Duration.ofMillis(1500))
            .withRead(Duration.ofMillis(1500));

    /** All deadlines one after another, those of a connection twice, and time for a busy machine. */
    private static final Duration LONGEST = Duration.ofSeconds(3 + 2 * (1 + 3) + 2 + 3);

    /** Prints its id many times, in two halves. */
    private static final String SCRIPT = """
            $half = str_repeat($_GET['id'] . ' ', $_GET['times']);
            echo $half; flush(); usleep(500); echo $half;
            """;

    private SteadyLoad load;

    @BeforeEach
    void startLoad() throws Exception {
        start(
                PhpFpm.Settings.of(transport)
                        .children(WORKERS)
                        .with("pm.max_requests = 25")
                        .with("listen.backlog = 4"),
                builder -> builder.timeouts(DEADLINES));
        script("/load.php", SCRIPT);
        load = new SteadyLoad(gateway, "/load.php", LONGEST);
        load.start(CALLERS);
        load.awaitRight(ENOUGH);
    }

    @AfterEach
    void endLoad() throws Exception {
        if (load != null) {
            load.end();
        }
    }

    @Test
    void everyResponseIsRightOrSaysThatItFailed() throws Exception {
        reload();
        killWorkersInTheirResponses();
        killWorkersAtRandom();
        stopAndStart();
        putAllWorkersToSleep();
        fillTheListenQueue();
        reload();
    }

    private void reload() throws Exception {
        load.disturb();
        fpm.reload();
        load.recover(ENOUGH);
    }

    private void killWorkersInTheirResponses() throws Exception {
        script("/half.php", "header('X-Worker: ' . getmypid()); echo str_repeat('x', 100000); flush(); sleep(60);");
        for (int i = 0; i < 3; i++) {
            load.disturb();
            try (GatewayResponse response = dispatch(get("/half.php"))) {
                assertEquals(100_000, response.body().readNBytes(100_000).length);
                long worker = Long.parseLong(response.headers().first("X-Worker"));
                ProcessHandle.of(worker).orElseThrow().destroyForcibly();
                BackendFailureException failure = assertThrows(
                        BackendFailureException.class, () -> response.body().read());
                assertEquals(Phase.BODY, failure.phase());
            }
            load.recover(ENOUGH / 3);
        }
    }

    private void killWorkersAtRandom() throws Exception {
        load.disturb();
        for (int i = 0; i < 10; i++) {
            fpm.processes().workers().stream().findAny().ifPresent(ProcessHandle::destroyForcibly);
            load.awaitRight(5);
        }
        load.recover(ENOUGH);
    }

    private void stopAndStart() throws Exception {
        load.disturb();
        fpm.processes().stop();
        load.awaitFailures(Phase.CONNECT, CALLERS);
        fpm.restart();
        load.recover(ENOUGH);
    }

    private void putAllWorkersToSleep() throws Exception {
        script("/sleep.php", "touch(\"$var/asleep\" . $_GET['n']); while (!file_exists(\"$var/awake\")) usleep(1000);");
        Gateway other = gateway(builder -> builder);
        load.disturb();
        List<Future<Answer>> sleepers = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            String target = "/sleep.php?n=" + i;
            sleepers.add(async(() -> Answer.of(other.dispatch(get(target).build()))));
        }
        for (int i = 0; i < WORKERS; i++) {
            String asleep = "asleep" + i;
            Await.until("a worker is " + asleep, () -> fpm.site().has(asleep));
        }
        load.awaitFailures(Phase.HEAD, 1);
        fpm.site().signal("awake");
        for (Future<Answer> sleeper : sleepers) {
            assertEquals(200, sleeper.get().status());
        }
        other.close();
        load.recover(ENOUGH);
    }

    private void fillTheListenQueue() throws Exception {
        load.disturb();
        fpm.processes().pause();
        load.awaitFailures(Phase.CONNECT, 1);
        fpm.processes().resume();
        load.recover(ENOUGH);
    }
}
