package org.gateway4j.contract.loop;

import static org.gateway4j.contract.loop.LoopFixture.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.gateway4j.async.EventLoop;
import org.gateway4j.testkit.Await;
import org.junit.jupiter.api.Test;

/** What becomes of links and tasks when a loop ends. */
interface LoopEndContract extends LoopFixture {

    /** A loop besides the one of the test, which the test ends. */
    RunningLoop anotherLoop(String name);

    @Test
    default void linksAreToldOfTheEndOfTheirLoop() throws Exception {
        List<LinkRecorder> recorders = new ArrayList<>();
        AtomicInteger refused = new AtomicInteger();
        LinkRecorder late = recorder();
        for (int i = 0; i < 3; i++) {
            recorders.add(connected(recorder()
                    .whenReadable(link -> link.read(bytes(1)))
                    .whenWritable(link -> {
                        try {
                            late.connect(address());
                        } catch (RejectedExecutionException e) {
                            refused.incrementAndGet();
                        }
                        link.write(new ByteBuffer[] {bytes(1)});
                    })));
        }
        endLoop();
        for (LinkRecorder recorder : recorders) {
            Await.untilEquals(
                    List.of("connected", "readable", "ClosedChannelException", "writable", "ClosedChannelException"),
                    recorder::told,
                    "events");
        }
        Await.untilEquals(3, () -> refused.get() + late.told().size(), "late links that are refused or fail");
        assertFalse(late.told().contains("connected"));
        for (SocketChannel peer : peers()) {
            assertEquals(-1, peer.read(bytes(1)));
        }
    }

    /** Links in every state, on a loop that is ended at any moment. */
    @Test
    default void everyLinkIsToldOnce() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 30; round++) {
            RunningLoop ending = anotherLoop("gateway4j ending loop");
            List<LinkRecorder> recorders = new CopyOnWriteArrayList<>();
            int links = 1 + random.nextInt(40);
            for (int i = 0; i < links; i++) {
                ending.loop().execute(() -> connectUnlessRefused(ending.loop(), recorders));
            }
            int enough = random.nextInt(links);
            Await.until("some links", () -> recorders.size() >= enough);
            ending.end();
            Await.until(
                    () -> "links were told " + tellings(recorders),
                    () -> tellings(recorders).stream().allMatch(LoopEndContract::isWhole));
        }
        assertNoLinkIsOpen();
    }

    private void connectUnlessRefused(EventLoop ending, List<LinkRecorder> recorders) {
        LinkRecorder recorder =
                new LinkRecorder(ending).whenReadable(link -> {}).whenWritable(link -> {});
        try {
            recorder.connect(address());
            recorders.add(recorder);
        } catch (RejectedExecutionException e) {
            // It has ended, or is about to.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<List<String>> tellings(List<LinkRecorder> recorders) {
        return recorders.stream().map(LinkRecorder::told).toList();
    }

    /** What was left to tell when the loop had ended may be told by any thread. */
    private static boolean isWhole(List<String> events) {
        List<String> told = events.stream()
                .map(event -> event.replace(LinkRecorder.OFF_THE_LOOP, ""))
                .toList();
        return told.equals(List.of("failed")) || told.equals(List.of("connected", "readable", "writable"));
    }

    @Test
    default void allTasksThatWereAcceptedAreRun() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger done = new AtomicInteger();
        loop().execute(() -> await(go));
        for (int i = 0; i < 10_000; i++) {
            loop().execute(done::incrementAndGet);
        }
        CompletableFuture<Void> ending = CompletableFuture.runAsync(this::endLoop);
        go.countDown();
        ending.get(20, TimeUnit.SECONDS);
        assertEquals(10_000, done.get());
    }

    private static void await(CountDownLatch latch) {
        try {
            Await.open(latch);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    default void noLinkIsOpenedAfterwards() throws Exception {
        endLoop();
        LinkRecorder recorder = recorder();
        assertThrows(RejectedExecutionException.class, () -> loop().connect(address(), recorder));
        assertEquals(List.of(), recorder.told());
    }

    /** Whoever is refused runs the task himself, so nothing may run on the loop at that time or later. */
    @Test
    default void eachTaskIsRunOrRefusedWhileItEnds() throws Exception {
        for (int round = 0; round < 30; round++) {
            RunningLoop ending = anotherLoop("gateway4j ending loop");
            AtomicInteger onTheLoop = new AtomicInteger();
            AtomicBoolean over = new AtomicBoolean();
            List<CompletableFuture<Integer>> callers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                callers.add(CompletableFuture.supplyAsync(() -> executeUntil(over, ending.loop(), onTheLoop)));
            }
            Await.until("some tasks", () -> onTheLoop.get() > 100);
            ending.end();
            over.set(true);
            int accepted = 0;
            for (CompletableFuture<Integer> caller : callers) {
                accepted += caller.get(20, TimeUnit.SECONDS);
            }
            Await.untilEquals(accepted, onTheLoop::get, "tasks that were run");
        }
    }

    private static int executeUntil(AtomicBoolean over, EventLoop loop, AtomicInteger onTheLoop) {
        AtomicInteger own = new AtomicInteger();
        int accepted = 0;
        try {
            while (!over.get()) {
                loop.execute(() -> {
                    own.incrementAndGet();
                    onTheLoop.incrementAndGet();
                });
                accepted++;
                while (accepted - own.get() > 20 && !over.get()) {
                    Thread.onSpinWait();
                }
            }
        } catch (RejectedExecutionException e) {
            int atRefusal = own.get();
            Await.until("the end of the loop", over::get);
            assertEquals(atRefusal, own.get());
            assertEquals(accepted, atRefusal);
        }
        return accepted;
    }
}
