package org.gateway4j.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.UnixDomainSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Leftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tasks of a loop, and its end. */
@Timeout(60)
class SelectorLoopTest {

    private Leftovers leftovers;
    private SelectorLoop loop;

    @BeforeEach
    void start() throws Exception {
        leftovers = Leftovers.watch();
        loop = SelectorLoop.start("gateway4j loop");
    }

    @AfterEach
    void close() throws Exception {
        loop.close();
        leftovers.awaitNone();
    }

    @Test
    void knowsItsThread() throws Exception {
        assertFalse(loop.inEventLoop());
        assertTrue(LinkRecorder.on(loop, loop::inEventLoop));
        assertTrue(LinkRecorder.on(loop, () -> Thread.currentThread().isDaemon()));
        assertEquals("gateway4j loop", loop.toString());
    }

    @Test
    void runsTasksInTheOrderOfTheCalls() throws Exception {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            int number = i;
            loop.execute(() -> order.add(number));
        }
        List<Integer> seen = LinkRecorder.on(loop, () -> List.copyOf(order));
        assertEquals(10_000, seen.size());
        assertEquals(seen.stream().sorted().toList(), seen);
    }

    @Test
    void runsTasksOfItsOwnLater() throws Exception {
        List<String> order = LinkRecorder.on(loop, () -> {
            List<String> events = new ArrayList<>();
            loop.execute(() -> events.add("task"));
            events.add("returned");
            return events;
        });
        assertEquals(List.of("returned", "task"), LinkRecorder.on(loop, () -> List.copyOf(order)));
    }

    @Test
    void survivesTasksThatThrow() throws Exception {
        loop.execute(() -> {
            throw new IllegalStateException("thrown on purpose");
        });
        loop.execute(() -> {
            throw new StackOverflowError("thrown on purpose");
        });
        assertTrue(LinkRecorder.on(loop, loop::inEventLoop));
    }

    /** The selector would not wait any more. */
    @Test
    void doesNotKeepAnInterrupt() throws Exception {
        loop.execute(() -> Thread.currentThread().interrupt());
        loop.execute(() -> {});
        Thread thread = LinkRecorder.on(loop, Thread::currentThread);
        Await.until("a loop that waits uninterrupted", () -> !thread.isInterrupted());
        Await.untilIn(thread, "select");
    }

    @Test
    void runsAllThatItHasAcceptedBeforeItEnds() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger done = new AtomicInteger();
        loop.execute(() -> await(go));
        for (int i = 0; i < 10_000; i++) {
            loop.execute(done::incrementAndGet);
        }
        CompletableFuture<Void> closing = CompletableFuture.runAsync(loop::close);
        go.countDown();
        closing.get(20, TimeUnit.SECONDS);
        assertEquals(10_000, done.get());
        assertThrows(RejectedExecutionException.class, () -> loop.execute(done::incrementAndGet));
        assertThrows(
                RejectedExecutionException.class,
                () -> loop.connect(UnixDomainSocketAddress.of("absent"), new LinkRecorder(loop)));
        assertEquals(10_000, done.get());
    }

    @Test
    void canBeClosedFromInside() throws Exception {
        CountDownLatch afterwards = new CountDownLatch(1);
        Thread thread = LinkRecorder.on(loop, () -> {
            loop.close();
            loop.execute(afterwards::countDown);
            return Thread.currentThread();
        });
        Await.open(afterwards);
        thread.join();
        assertThrows(RejectedExecutionException.class, () -> loop.execute(() -> {}));
    }

    @Test
    void canBeClosedByManyAtOnce() throws Exception {
        Thread thread = LinkRecorder.on(loop, Thread::currentThread);
        List<CompletableFuture<Void>> closers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            closers.add(CompletableFuture.runAsync(loop::close)
                    .thenRun(() -> assertFalse(thread.isAlive(), "closed and still running")));
        }
        for (CompletableFuture<Void> closer : closers) {
            closer.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void keepsTheInterruptOfWhoClosesIt() {
        Thread.currentThread().interrupt();
        loop.close();
        assertTrue(Thread.interrupted());
    }

    @Test
    void endsThoughATaskBegetsTheNextForEver() throws Exception {
        CompletableFuture<RejectedExecutionException> end = new CompletableFuture<>();
        loop.execute(new Runnable() {
            @Override
            public void run() {
                try {
                    loop.execute(this);
                } catch (RejectedExecutionException e) {
                    end.complete(e);
                }
            }
        });
        loop.close();
        assertTrue(end.isDone());
    }

    @Test
    void isToldWhoConnectsOnAnotherThread() {
        assertThrows(
                IllegalStateException.class,
                () -> loop.connect(UnixDomainSocketAddress.of("absent"), new LinkRecorder(loop)));
    }

    /** A task that was refused can run anywhere: nothing runs on the loop at that time or later. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void acceptsOrRefusesEachTaskWhileItIsClosed(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 50; round++) {
            SelectorLoop closing = SelectorLoop.start("gateway4j closing loop");
            AtomicInteger onTheLoop = new AtomicInteger();
            List<CompletableFuture<Integer>> callers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                callers.add(CompletableFuture.supplyAsync(() -> executeUntilRefused(closing, onTheLoop)));
            }
            int tasksBefore = random.nextInt(500);
            Await.until("some tasks", () -> onTheLoop.get() >= tasksBefore);
            closing.close();
            int accepted = 0;
            for (CompletableFuture<Integer> caller : callers) {
                accepted += caller.get(20, TimeUnit.SECONDS);
            }
            assertEquals(accepted, onTheLoop.get());
        }
    }

    private static int executeUntilRefused(SelectorLoop loop, AtomicInteger onTheLoop) {
        AtomicInteger own = new AtomicInteger();
        int accepted = 0;
        try {
            while (true) {
                loop.execute(() -> {
                    own.incrementAndGet();
                    onTheLoop.incrementAndGet();
                });
                accepted++;
                while (accepted - own.get() > 20) {
                    Thread.onSpinWait();
                }
            }
        } catch (RejectedExecutionException e) {
            int atRefusal = onTheLoop.get();
            loop.close();
            assertEquals(atRefusal, onTheLoop.get());
            return accepted;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            Await.open(latch);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
