package org.gateway4j.supervisor.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.gateway4j.supervisor.Restarts;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;

/** Pauses that grow. */
class RestartPlanTest {

    private final RestartPlan plan = new RestartPlan(Restarts.defaults().withMost(1000));

    @Test
    @Covers("supervisor/case-85")
    void startsThatFailPauseLongerAndLonger() {
        assertEquals(
                List.of(100L, 200L, 400L, 800L, 1600L, 3200L, 6400L, 12_800L, 25_600L, 30_000L, 30_000L),
                IntStream.range(0, 11)
                        .mapToObj(i -> plan.pauseAfter(null).toMillis())
                        .toList());
    }

    @Test
    void firstCrashPausesNot() {
        assertEquals(Duration.ZERO, plan.pauseAfter(Duration.ofSeconds(1)));
        assertEquals(Duration.ofMillis(200), plan.pauseAfter(Duration.ofSeconds(1)));
    }

    @Test
    void failuresBeforeAStableTimeDoNotCount() {
        for (int i = 0; i < 8; i++) {
            plan.pauseAfter(null);
        }
        assertEquals(Duration.ZERO, plan.pauseAfter(Duration.ofSeconds(10)));
        assertEquals(1, plan.failures());
    }

    @Test
    void isLoopingFromSomeNumberOfFailures() {
        RestartPlan looping = new RestartPlan(Restarts.defaults().withMost(3));
        looping.pauseAfter(null);
        looping.pauseAfter(null);
        assertFalse(looping.isLooping());
        assertEquals(Duration.ofSeconds(30), looping.pauseAfter(null));
        assertTrue(looping.isLooping());
        looping.pauseAfter(Duration.ofSeconds(10));
        assertFalse(looping.isLooping());
    }

    @Test
    void pauseOfOneLengthDoesNotGrow() {
        RestartPlan even = new RestartPlan(
                Restarts.defaults().withFirstPause(Duration.ofSeconds(5)).withLongestPause(Duration.ofSeconds(5)));
        assertEquals(Duration.ofSeconds(5), even.pauseAfter(null));
        assertEquals(Duration.ofSeconds(5), even.pauseAfter(null));
    }
}
