package org.gateway4j.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.gateway4j.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class UpkeepTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String name = "upkeep test " + NUMBER.incrementAndGet();
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicLong wanted = new AtomicLong(1_000_000);
    private final Upkeep upkeep = new Upkeep(name, now -> {
        looks.incrementAndGet();
        return wanted.get();
    });

    @AfterEach
    void close() {
        upkeep.close();
        awaitNoThread();
    }

    private List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name))
                .toList();
    }

    private void awaitNoThread() {
        Await.until("end of the thread", () -> threads().isEmpty());
    }

    @Test
    void looksAsOftenAsItIsWanted() {
        assertEquals(List.of(), threads());
        upkeep.need();
        Await.until("looks", () -> looks.get() >= 10);
        assertEquals(1, threads().size());
        assertTrue(threads().get(0).isDaemon());
    }

    @Test
    void itsThreadLivesWhileThereIsSomethingToLookAfter() {
        upkeep.need();
        Await.until("looks", () -> looks.get() >= 2);
        wanted.set(Nanos.NEVER);
        awaitNoThread();
        int before = looks.get();
        upkeep.need();
        Await.until("another look", () -> looks.get() > before);
    }

    /** What comes while the thread is about to end is looked after too. */
    @Test
    void nothingIsMissed() {
        wanted.set(Nanos.NEVER);
        for (int round = 0; round < 2_000; round++) {
            int before = looks.get();
            upkeep.need();
            Await.until("a look", () -> looks.get() > before);
        }
    }

    @Test
    void aLookThatThrowsDoesNotEndIt() {
        AtomicInteger thrown = new AtomicInteger();
        try (Upkeep throwing = new Upkeep(name, now -> {
            if (thrown.getAndIncrement() == 0) {
                throw new IllegalStateException("on purpose");
            }
            return Nanos.NEVER;
        })) {
            throwing.need();
            Await.until("another look", () -> thrown.get() > 1);
        }
    }

    @Test
    void withoutRoomForItsThreadItStartsNextTime() {
        AtomicInteger starts = new AtomicInteger();
        try (Upkeep late = new Upkeep(name, now -> looks.incrementAndGet(), task -> new Thread(task) {
            @Override
            public synchronized void start() {
                if (starts.getAndIncrement() == 0) {
                    throw new OutOfMemoryError("on purpose");
                }
                super.start();
            }
        })) {
            late.need();
            assertEquals(0, looks.get());
            late.need();
            Await.until("a look", () -> looks.get() > 0);
        }
    }

    @Test
    void closingWaitsForNobody() {
        CountDownLatch never = new CountDownLatch(1);
        Upkeep blocked = new Upkeep(name, now -> {
            looks.incrementAndGet();
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return 1;
        });
        blocked.need();
        Await.until("a look", () -> looks.get() > 0);
        blocked.close();
        assertEquals(1, threads().size());
        never.countDown();
        awaitNoThread();
        blocked.need();
        assertEquals(List.of(), threads());
    }
}
