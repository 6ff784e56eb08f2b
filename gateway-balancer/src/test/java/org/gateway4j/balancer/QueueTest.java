package org.gateway4j.balancer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.gateway4j.BackendBusyException;
import org.gateway4j.ExchangeAbortedException;
import org.gateway4j.GatewayCall;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;

/** The queue that all members share. */
class QueueTest {

    private static Thread waiting(Site site, int number, ThrowingRunnable task) throws Exception {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        thread.start();
        Await.untilEquals(number, () -> site.balancer().balance().waiting(), "requests waiting");
        return thread;
    }

    /** What a thread does. */
    private interface ThrowingRunnable {
        void run() throws Exception;
    }

    @Test
    @Covers("balancer/case-71")
    void firstComeFirstServedByWhicheverMemberIsFree() throws Exception {
        try (Site site = Site.of(1, "a", "b", "c")) {
            List<GatewayResponse> held = site.hold(3);
            List<Integer> served = Collections.synchronizedList(new ArrayList<>());
            List<Thread> threads = new ArrayList<>();
            List<GatewayResponse> kept = Collections.synchronizedList(new ArrayList<>());
            for (int i = 0; i < 10; i++) {
                int number = i;
                threads.add(waiting(site, i + 1, () -> {
                    kept.add(site.balancer().dispatch(GatewayRequest.get("/").build()));
                    served.add(number);
                }));
            }
            for (int i = 0; i < 10; i++) {
                (i < 3 ? held.get(2 - i) : kept.get(i - 3)).close();
                Await.untilEquals(i + 1, served::size, "requests served");
            }
            assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), served);
            for (GatewayResponse response : kept) {
                response.close();
            }
            for (Thread thread : threads) {
                thread.join(10_000);
            }
            assertEquals(10, site.events.queued);
        }
    }

    @Test
    @Covers("balancer/case-72")
    void whoWaitsTooLongIsRefused() throws Exception {
        try (Site site = Site.of(1, "a")) {
            GatewayResponse held = site.hold(1).get(0);
            List<BackendBusyException> refused = Collections.synchronizedList(new ArrayList<>());
            Thread thread = waiting(site, 1, () -> refused.add(assertThrows(BackendBusyException.class, site::get)));
            Await.untilEquals(1L, site.time::pending, "deadlines");
            site.time.pass(Duration.ofSeconds(10));
            thread.join(10_000);
            assertEquals(Duration.ofSeconds(1), refused.get(0).retryAfter());
            assertTrue(refused.get(0).getMessage().contains("10000 ms (queueing.longest)"));
            assertEquals(0, site.balancer().balance().waiting());
            assertEquals(1, site.balancer().balance().refused());
            assertEquals(1, site.balancer().stats().rejected());
            held.close();
            assertEquals(200, site.get());
        }
    }

    @Test
    @Covers("balancer/case-74")
    void aFullQueueRefusesAtOnce() throws Exception {
        Site small = Site.of(1, "a").configured(builder -> builder.queueing(queue -> queue.withMaxWaiting(2)));
        try (Site site = small) {
            GatewayResponse held = site.hold(1).get(0);
            Thread first = waiting(site, 1, site::get);
            Thread second = waiting(site, 2, site::get);
            assertThrows(BackendBusyException.class, site::get);
            held.close();
            first.join(10_000);
            second.join(10_000);
            assertEquals(3, site.gateway("a").count());
        }
    }

    @Test
    @Covers("balancer/case-73")
    void interruptCancelAndCloseWakeWhoWaits() throws Exception {
        Site site = Site.of(1, "a");
        GatewayResponse held = site.hold(1).get(0);
        List<GatewayException> ends = Collections.synchronizedList(new ArrayList<>());
        Thread interrupted = waiting(site, 1, () -> {
            ends.add(assertThrows(ExchangeAbortedException.class, site::get));
            assertTrue(Thread.currentThread().isInterrupted());
        });
        interrupted.interrupt();
        interrupted.join(10_000);
        assertEquals(1, ends.size());
        GatewayCall call = site.balancer().newCall(GatewayRequest.get("/").build());
        Thread cancelled =
                waiting(site, 1, () -> ends.add(assertThrows(ExchangeAbortedException.class, call::dispatch)));
        call.cancel();
        cancelled.join(10_000);
        assertEquals(2, ends.size());
        Thread closed = waiting(site, 1, () -> ends.add(assertThrows(ExchangeAbortedException.class, site::get)));
        site.close();
        closed.join(10_000);
        assertEquals(3, ends.size());
        ends.forEach(end -> assertTrue(!end.mayHaveRun()));
        held.close();
        assertThrows(IllegalStateException.class, site::get);
    }

    @Test
    @Covers("balancer/case-77")
    void aStoppedMemberLeavesItsWaitersToOthers() throws Exception {
        Affinity sessions = Affinity.sessionRoute("S", "");
        Site sticky = Site.of(1, "a", "b").configured(builder -> builder.affinity(sessions));
        try (Site site = sticky) {
            GatewayRequest request =
                    GatewayRequest.get("/").header("Cookie", "S=1.a").build();
            GatewayResponse held = site.balancer().dispatch(request);
            Thread bound = waiting(site, 1, () -> site.send(request));
            site.member("a").remove(Duration.ofSeconds(30));
            bound.join(10_000);
            assertEquals(1, site.gateway("b").count());
            held.close();
        }
    }

    /** Long queues would make each request that ends look at all that wait. */
    @Test
    void waitersThatFailedAtTheSameMemberAreTriedOnce() throws Exception {
        AtomicInteger choices = new AtomicInteger();
        Policy first = choice -> {
            choices.incrementAndGet();
            return choice.isFree(0) ? 0 : choice.members().size() > 1 && choice.isFree(1) ? 1 : -1;
        };
        Site failing = Site.of(1, "a", "b")
                .configured(builder -> builder.policy(first)
                        .retries(retries -> retries.withBudget(1).withPerSecond(1_000))
                        .ejection(ejection -> ejection.withFailures(1_000_000).withMinimumRequests(1_000_000)));
        failing.gateway("a").behave(FakeGateway.REFUSING);
        List<Thread> threads = new ArrayList<>();
        GatewayResponse held;
        try (Site site = failing) {
            held = site.hold(1).get(0);
            for (int i = 1; i <= 50; i++) {
                threads.add(waiting(site, i, () -> assertThrows(ExchangeAbortedException.class, site::get)));
            }
            int before = choices.get();
            threads.add(waiting(site, 51, () -> assertThrows(ExchangeAbortedException.class, site::get)));
            int more = choices.get() - before;
            assertTrue(more <= 10, () -> more + " choices for one request");
        }
        held.close();
        for (Thread thread : threads) {
            thread.join(10_000);
        }
    }

    @Test
    @Covers("balancer/case-75")
    void permitsAreNeverExceededNorLost() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger tooMany = new AtomicInteger();
        FakeGateway gateway = new FakeGateway("a", 3).behave(request -> {
            if (inside.incrementAndGet() > 3) {
                tooMany.incrementAndGet();
            }
            inside.decrementAndGet();
            return FakeGateway.answer(200);
        });
        try (Balancer balancer = Balancer.builder().member("a", gateway).build()) {
            List<Thread> threads = new ArrayList<>();
            AtomicInteger failed = new AtomicInteger();
            for (int i = 0; i < 8; i++) {
                threads.add(new Thread(() -> {
                    try {
                        for (int call = 0; call < 20_000; call++) {
                            balancer.dispatch(GatewayRequest.get("/").build()).close();
                        }
                    } catch (GatewayException e) {
                        failed.incrementAndGet();
                    }
                }));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join(60_000);
            }
            assertEquals(0, failed.get());
            assertEquals(0, tooMany.get());
            assertEquals(160_000, gateway.count());
            assertEquals(0, balancer.members().get("a").orElseThrow().inFlight());
        }
    }
}
