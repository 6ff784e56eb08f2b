package org.gateway4j.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.gateway4j.BackendFailureException;
import org.gateway4j.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the publisher of a body promises beyond the rules of Reactive Streams, and to subscribers that break them. */
@Timeout(60)
class BodyPublisherTest {

    private SelectorLoop loop;
    private ScriptedResponse response;
    private Recorder recorder;

    @BeforeEach
    void startLoop() {
        loop = SelectorLoop.start("publisher");
        response = new ScriptedResponse(loop);
        recorder = new Recorder(loop);
    }

    @AfterEach
    void endLoop() {
        loop.close();
        assertEquals(List.of(), recorder.breaches());
    }

    /** Returns once the loop has done what it had to do by now. */
    private void settle() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        loop.execute(done::countDown);
        Await.open(done);
    }

    @Test
    void readsNothingUnrequested() throws Exception {
        response.arrive(10).publisher(4).subscribe(recorder);
        recorder.subscription();
        settle();
        assertEquals(0, response.reads());
        recorder.subscription().request(1);
        Await.untilEquals(1L, recorder::pieces, "pieces");
        settle();
        assertEquals(1, response.reads());
        assertEquals(4, recorder.bytes());
        assertFalse(response.isAwaited());
    }

    @Test
    void givesWhatArrivesAndThenTheEnd() throws Exception {
        response.publisher(100).subscribe(recorder);
        recorder.subscription().request(Long.MAX_VALUE);
        Await.until("demand", response::isAwaited);
        response.arrive(7);
        Await.untilEquals(7L, recorder::bytes, "bytes");
        Await.until("demand", response::isAwaited);
        response.arrive(250).end();
        assertNull(recorder.end());
        assertEquals(257, recorder.bytes());
        assertEquals(1, response.closes());
    }

    @Test
    void failureComesAfterTheBytesBeforeIt() throws Exception {
        response.arrive(5).fail().publisher(100).subscribe(recorder);
        recorder.subscription().request(2);
        assertInstanceOf(BackendFailureException.class, recorder.end());
        assertEquals(5, recorder.bytes());
        assertEquals(1, response.closes());
    }

    @Test
    void eachPieceIsTheSubscribersOwn() throws Exception {
        List<ByteBuffer> pieces = new ArrayList<>();
        recorder = new Recorder(loop) {
            @Override
            void got(ByteBuffer piece, Flow.Subscription from) {
                pieces.add(piece);
            }
        };
        response.arrive(8).end().publisher(4).subscribe(recorder);
        recorder.subscription().request(3);
        assertNull(recorder.end());
        assertEquals(2, pieces.size());
        assertNotSame(pieces.get(0).array(), pieces.get(1).array());
    }

    /** On a stack that a recursion of this depth would overflow. */
    @Test
    void requestWithinASignalDoesNotRecurse() throws Exception {
        recorder = new Recorder(loop) {
            @Override
            void got(ByteBuffer piece, Flow.Subscription from) {
                from.request(1);
            }
        };
        response.arrive(100_000).end().publisher(1).subscribe(recorder);
        recorder.subscription().request(1);
        assertNull(recorder.end());
        assertEquals(100_000, recorder.pieces());
    }

    @Test
    void othersOnTheLoopGetATurnBetweenPieces() throws Exception {
        AtomicLong piecesBefore = new AtomicLong(-1);
        recorder = new Recorder(loop) {
            @Override
            void got(ByteBuffer piece, Flow.Subscription from) {
                if (pieces() == 1) {
                    loop.execute(() -> piecesBefore.set(pieces()));
                }
            }
        };
        response.arrive(1_000).end().publisher(1).subscribe(recorder);
        recorder.subscription().request(Long.MAX_VALUE);
        assertNull(recorder.end());
        assertEquals(16, piecesBefore.get());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void requestForNothingEndsTheSubscription(long count) throws Exception {
        response.arrive(5).publisher(1).subscribe(recorder);
        recorder.subscription().request(count);
        assertInstanceOf(IllegalArgumentException.class, recorder.end());
        recorder.subscription().request(count);
        settle();
        assertEquals(1, response.closes());
    }

    @Test
    void cancelClosesTheResponseAndEndsTheSignals() throws Exception {
        response.publisher(1).subscribe(recorder);
        Flow.Subscription subscription = recorder.subscription();
        subscription.request(3);
        Await.until("demand", response::isAwaited);
        subscription.cancel();
        subscription.cancel();
        Await.untilEquals(1, response::closes, "closes");
        response.arrive(5).end();
        subscription.request(1);
        subscription.request(0);
        settle();
        assertFalse(recorder.isOver());
        assertEquals(0, recorder.pieces());
        assertEquals(1, response.closes());
    }

    @Test
    void secondSubscriberIsRefusedAndHurtsNobody() throws Exception {
        Flow.Publisher<ByteBuffer> publisher = response.arrive(3).end().publisher(10);
        publisher.subscribe(recorder);
        Recorder second = new Recorder(loop);
        publisher.subscribe(second);
        assertInstanceOf(IllegalStateException.class, second.end());
        second.subscription().request(1);
        second.subscription().cancel();
        assertEquals(List.of(), second.breaches());
        recorder.subscription().request(2);
        assertNull(recorder.end());
        assertEquals(3, recorder.bytes());
    }

    /** Where a subscriber throws. */
    enum Signal {
        SUBSCRIBE,
        NEXT,
        ERROR,
        COMPLETE
    }

    @ParameterizedTest
    @EnumSource
    void subscriberThatThrowsIsCancelled(Signal faulty) throws Exception {
        List<Signal> heard = new ArrayList<>();
        response.arrive(1).publisher(1).subscribe(new Flow.Subscriber<>() {
            private void hear(Signal signal) {
                heard.add(signal);
                if (signal == faulty) {
                    throw new IllegalStateException("thrown by the test");
                }
            }

            @Override
            public void onSubscribe(Flow.Subscription given) {
                given.request(10);
                hear(Signal.SUBSCRIBE);
            }

            @Override
            public void onNext(ByteBuffer piece) {
                hear(Signal.NEXT);
            }

            @Override
            public void onError(Throwable cause) {
                hear(Signal.ERROR);
            }

            @Override
            public void onComplete() {
                hear(Signal.COMPLETE);
            }
        });
        if (faulty == Signal.ERROR) {
            response.fail();
        } else {
            response.end();
        }
        Await.until("a closed response", () -> response.closes() > 0);
        settle();
        assertEquals(faulty, heard.get(heard.size() - 1));
    }

    @Test
    void subscriberHearsThatTheLoopHasEnded() throws Exception {
        Recorder off = new Recorder(loop);
        response.arrive(5).publisher(1).subscribe(off);
        Flow.Subscription subscription = off.subscription();
        loop.close();
        subscription.request(1);
        subscription.request(1);
        assertInstanceOf(RejectedExecutionException.class, off.end());
        assertEquals(1, response.closes());
    }

    @Test
    void subscriberOfAnEndedLoopHearsOfItAtOnce() throws Exception {
        Recorder off = new Recorder(loop);
        loop.close();
        response.publisher(1).subscribe(off);
        assertInstanceOf(RejectedExecutionException.class, off.end());
        assertEquals(1, response.closes());
    }

    @Test
    void piecesHaveASize() {
        assertThrows(IllegalArgumentException.class, () -> response.publisher(0));
    }

    /** Bytes arrive, and are requested and perhaps cancelled, by several threads at once. */
    @Test
    void anyInterleavingGivesEachByteOnceAndOneEnd() throws Exception {
        for (int seed = 0; seed < 300; seed++) {
            race(new Random(seed), "seed " + seed);
        }
    }

    private void race(Random random, String seed) throws Exception {
        ScriptedResponse raced = new ScriptedResponse(loop);
        Recorder each = new Recorder(loop);
        raced.publisher(1 + random.nextInt(20)).subscribe(each);
        Flow.Subscription subscription = each.subscription();
        boolean cancels = random.nextInt(3) == 0;
        int arrivals = random.nextInt(50);
        CyclicBarrier start = new CyclicBarrier(cancels ? 4 : 3);
        List<Thread> threads = new ArrayList<>();
        threads.add(racer(start, () -> {
            for (int i = 0; i < arrivals; i++) {
                raced.arrive(17);
            }
            raced.end();
        }));
        for (int requester = 0; requester < 2; requester++) {
            threads.add(racer(start, () -> {
                for (int i = 0; i < 17 * 50; i++) {
                    subscription.request(1);
                }
            }));
        }
        if (cancels) {
            threads.add(racer(start, subscription::cancel));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        if (!cancels) {
            assertNull(each.end(), seed);
            assertEquals(17L * arrivals, each.bytes(), seed);
        }
        Await.untilEquals(1, raced::closes, seed + ", closes");
        settle();
        assertEquals(List.of(), each.breaches(), seed);
        assertEquals(1, raced.closes(), seed);
    }

    private static Thread racer(CyclicBarrier start, Runnable action) {
        Thread thread = new Thread(() -> {
            try {
                start.await();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            action.run();
        });
        thread.start();
        return thread;
    }
}
