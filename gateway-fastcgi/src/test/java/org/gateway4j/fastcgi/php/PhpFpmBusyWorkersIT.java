package org.gateway4j.fastcgi.php;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.gateway4j.PoolConfig;
import org.gateway4j.testkit.backends.PhpFpm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers that go on after their answers, as those of Symfony, Laravel and WordPress do. Nothing on the wire tells. */
@OverEachDriverAndTransport
class PhpFpmBusyWorkersIT extends PhpFpmDriverTest {

    private static final int WORKERS = 5;
    private static final long WORK_MILLIS = 2_000;
    private static final long SOON_MILLIS = WORK_MILLIS / 2;

    private void start(PoolConfig pool) throws Exception {
        start(PhpFpm.Settings.of(transport).children(WORKERS), builder -> builder.pool(pool));
        script("/late.php", "echo 'early'; fastcgi_finish_request(); usleep(" + WORK_MILLIS * 1000 + ");");
        script("/fast.php", "echo 'fast';");
    }

    private long millisToAnswer(String target, String body) throws Exception {
        long begun = System.nanoTime();
        assertEquals(body, body(target));
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    }

    private void assertSoon(String target, String body) throws Exception {
        long took = millisToAnswer(target, body);
        assertTrue(took < SOON_MILLIS, target + " took " + took + " ms");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, WORKERS - 1})
    void theNextRequestDoesNotWaitWhileAWorkerIsFree(int busy) throws Exception {
        start(PoolConfig.of(WORKERS));
        for (int i = 0; i < busy; i++) {
            assertSoon("/late.php", "early");
        }
        assertSoon("/fast.php", "fast");
    }

    /** With each in between the free workers are used up too; the one that is idle for longest is free first. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void requestsInBetweenDoNotWaitEither(int busy) throws Exception {
        start(PoolConfig.of(WORKERS));
        for (int i = 0; i < busy; i++) {
            assertSoon("/late.php", "early");
            if (2 * i + 2 <= WORKERS) {
                assertSoon("/fast.php", "fast");
            }
        }
    }

    /** As in front of any server: nobody can answer before a worker is free. */
    @Test
    void withAllWorkersBusyTheNextRequestWaitsForTheFirstOne() throws Exception {
        start(PoolConfig.of(WORKERS));
        long begun = System.nanoTime();
        for (int i = 0; i < WORKERS; i++) {
            assertSoon("/late.php", "early");
        }
        long took = millisToAnswer("/fast.php", "fast");
        long sinceFirst = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        assertTrue(took >= SOON_MILLIS / 2, "took " + took + " ms");
        assertTrue(sinceFirst < WORK_MILLIS + SOON_MILLIS, "first worker was free after " + sinceFirst + " ms");
    }

    /** What the default spares: the connection used last is the one whose worker is busy. */
    @Test
    void theConnectionUsedLastWaitsForItsWorker() throws Exception {
        start(PoolConfig.of(WORKERS).withReuse(PoolConfig.Reuse.LATEST_FIRST));
        assertSoon("/late.php", "early");
        long took = millisToAnswer("/fast.php", "fast");
        assertTrue(took >= SOON_MILLIS, "took " + took + " ms");
    }

    /** Traffic opens as many connections as there are workers, and then no more. */
    @Test
    void underLoadNothingIsOpened() throws Exception {
        start(PoolConfig.of(WORKERS));
        List<Future<Integer>> callers = new ArrayList<>();
        for (int caller = 0; caller < 2 * WORKERS; caller++) {
            callers.add(async(() -> {
                for (int i = 0; i < 100; i++) {
                    assertEquals("fast", body("/fast.php"));
                }
                return 100;
            }));
        }
        int answered = 0;
        for (Future<Integer> caller : callers) {
            answered += caller.get();
        }
        assertEquals(200 * WORKERS, answered);
        assertEquals(WORKERS, gateway.stats().opened());
    }
}
