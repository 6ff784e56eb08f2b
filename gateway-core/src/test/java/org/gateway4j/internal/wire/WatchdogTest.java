package org.gateway4j.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.gateway4j.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WatchdogTest {

    private static final long MILLI = 1_000_000;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String name = "watchdog test " + NUMBER.incrementAndGet();
    private final Watchdog watchdog = new Watchdog(name);

    @AfterEach
    void close() {
        watchdog.close();
        assertEquals(List.of(), threads(name));
    }

    private static List<Thread> threads(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name))
                .toList();
    }

    /** Counts how often it was looked at, and remembers how it ended. */
    private static final class Item implements Watchdog.Watched {

        private final AtomicLong deadline = new AtomicLong(Nanos.NEVER);
        private final AtomicLong lastLook = new AtomicLong(System.nanoTime());
        private final CountDownLatch expired = new CountDownLatch(1);
        private final AtomicInteger aborts = new AtomicInteger();
        private volatile long expiredAt;

        @Override
        public long deadline() {
            lastLook.set(System.nanoTime());
            return deadline.get();
        }

        @Override
        public void expire(long seen) {
            if (deadline.compareAndSet(seen, Nanos.NEVER)) {
                expiredAt = System.nanoTime();
                expired.countDown();
            }
        }

        @Override
        public void abort() {
            aborts.incrementAndGet();
        }

        void awaitNoLook() {
            Await.until("sleep of the watchdog", () -> System.nanoTime() - lastLook.get() > 300 * MILLI);
        }
    }

    private void assertExpiresInTime(Item item) throws InterruptedException {
        long deadline = System.nanoTime() + 100 * MILLI;
        item.deadline.set(deadline);
        watchdog.armed();
        assertTrue(item.expired.await(10, TimeUnit.SECONDS), "never expired");
        long late = item.expiredAt - deadline;
        assertTrue(late >= 0 && late < 600 * MILLI, "late by " + late + " ns");
    }

    @Test
    void itsThreadLivesFromTheFirstWatchToTheClose() {
        assertEquals(List.of(), threads(name));
        watchdog.watch(new Item());
        watchdog.watch(new Item());
        List<Thread> running = threads(name);
        assertEquals(1, running.size());
        assertTrue(running.get(0).isDaemon());
        watchdog.close();
        watchdog.close();
        assertFalse(running.get(0).isAlive());
        watchdog.watch(new Item());
        assertEquals(List.of(), threads(name));
    }

    @Test
    void expiresWhatIsLate() throws InterruptedException {
        Item item = new Item();
        watchdog.watch(item);
        assertExpiresInTime(item);
    }

    @Test
    void armingWakesItFromSleep() throws InterruptedException {
        Item item = new Item();
        watchdog.watch(item);
        item.awaitNoLook();
        assertExpiresInTime(item);
    }

    /** As one that waits for a permit. */
    @Test
    void watchingWhatHasADeadlineWakesItFromSleep() throws InterruptedException {
        Item sleeper = new Item();
        watchdog.watch(sleeper);
        sleeper.awaitNoLook();
        Item late = new Item();
        late.deadline.set(System.nanoTime() + 100 * MILLI);
        watchdog.watch(late);
        assertTrue(late.expired.await(10, TimeUnit.SECONDS), "never expired");
    }

    @Test
    void looksAgainAfterEachSleep() throws InterruptedException {
        for (int round = 0; round < 2; round++) {
            Item item = new Item();
            watchdog.watch(item);
            item.awaitNoLook();
            assertExpiresInTime(item);
            watchdog.forget(item);
        }
    }

    @Test
    void doesNotLookAtWhatIsForgotten() throws InterruptedException {
        Item forgotten = new Item();
        Item kept = new Item();
        watchdog.watch(forgotten);
        watchdog.watch(kept);
        watchdog.forget(forgotten);
        forgotten.deadline.set(System.nanoTime());
        assertExpiresInTime(kept);
        assertEquals(1, forgotten.expired.getCount());
    }

    /** Whose deadlines are kept must not depend on who else is watched. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anItemThatThrowsDoesNotEndTheWatch(boolean whenAsked) throws InterruptedException {
        AtomicInteger thrown = new AtomicInteger();
        long passed = System.nanoTime();
        Watchdog.Watched broken = new Watchdog.Watched() {
            @Override
            public long deadline() {
                if (whenAsked) {
                    expire(0);
                }
                return passed;
            }

            @Override
            public void expire(long seen) {
                thrown.incrementAndGet();
                throw new AssertionError("thrown on purpose");
            }

            @Override
            public void abort() {}
        };
        watchdog.watch(broken);
        Await.until("a look at it", () -> thrown.get() > 1);
        watchdog.forget(broken);
        Item item = new Item();
        watchdog.watch(item);
        assertExpiresInTime(item);
    }

    /** As where the machine has no room for a thread: the next may have it. */
    @Test
    void aThreadThatDoesNotStartIsStartedNextTime() throws InterruptedException {
        AtomicInteger starts = new AtomicInteger();
        String own = name + " late";
        Item item = new Item();
        try (Watchdog late = new Watchdog(own, task -> new Thread(task) {
            @Override
            public synchronized void start() {
                if (starts.getAndIncrement() == 0) {
                    throw new OutOfMemoryError("thrown on purpose");
                }
                super.start();
            }
        })) {
            Item refused = new Item();
            assertThrows(OutOfMemoryError.class, () -> late.watch(refused));
            late.watch(item);
            item.deadline.set(System.nanoTime());
            late.armed();
            assertTrue(item.expired.await(10, TimeUnit.SECONDS), "never expired");
            late.abortAll();
            assertEquals(0, refused.aborts.get());
        }
        assertEquals(2, starts.get());
    }

    @Test
    void abortsEverything() {
        Item a = new Item();
        Item b = new Item();
        Item forgotten = new Item();
        watchdog.watch(a);
        watchdog.watch(b);
        watchdog.watch(forgotten);
        watchdog.forget(forgotten);
        watchdog.abortAll();
        assertEquals(1, a.aborts.get());
        assertEquals(1, b.aborts.get());
        assertEquals(0, forgotten.aborts.get());
    }

    /** Nothing would keep its deadline. */
    @Test
    void whatComesAfterTheAbortIsAborted() {
        watchdog.watch(new Item());
        watchdog.abortAll();
        Item late = new Item();
        watchdog.watch(late);
        assertEquals(1, late.aborts.get());
        watchdog.close();
        Item last = new Item();
        watchdog.watch(last);
        assertEquals(1, last.aborts.get());
    }

    @Test
    void canBeClosedByItsOwnThread() {
        String own = name + " closing itself";
        Watchdog closing = new Watchdog(own);
        closing.watch(new Watchdog.Watched() {
            @Override
            public long deadline() {
                closing.close();
                return Nanos.NEVER;
            }

            @Override
            public void expire(long seen) {}

            @Override
            public void abort() {}
        });
        Await.until("end of the thread", () -> threads(own).isEmpty());
        assertTrue(closing.isAborting());
    }

    @Test
    void canBeClosedByAnInterruptedThread() {
        watchdog.watch(new Item());
        Thread.currentThread().interrupt();
        watchdog.close();
        assertTrue(Thread.interrupted());
        Await.until("end of the thread", () -> threads(name).isEmpty());
    }
}
