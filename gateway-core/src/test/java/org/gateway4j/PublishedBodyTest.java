package org.gateway4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicInteger;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A body whose pieces come from a publisher, well-behaved or not. */
@Timeout(60)
class PublishedBodyTest {

    private final ScriptedPublisher publisher = new ScriptedPublisher();
    private final RequestBody body = RequestBody.of(publisher, -1);
    private final ByteBuffer target = ByteBuffer.allocate(100);
    private final AtomicInteger wakeUps = new AtomicInteger();

    private int read() throws IOException {
        return body.read(target.clear());
    }

    private String text() {
        return Bytes.text(Arrays.copyOf(target.array(), target.position()));
    }

    private static ByteBuffer piece(String text) {
        return ByteBuffer.wrap(Bytes.of(text));
    }

    /** Read once, found empty, and waited for. */
    private void await() throws IOException {
        assertEquals(0, read());
        body.whenReadable(wakeUps::incrementAndGet);
    }

    @Test
    void subscribesWithTheFirstRead() throws IOException {
        assertTrue(body.pollable());
        assertFalse(publisher.isSubscribed());
        assertEquals(0, read());
        assertTrue(publisher.isSubscribed());
        assertEquals(1, publisher.requested());
    }

    @Test
    void bodyThatIsNeverReadNeverSubscribes() throws IOException {
        body.close();
        assertThrows(ClosedChannelException.class, this::read);
        assertFalse(publisher.isSubscribed());
    }

    @Test
    void holdsOnePieceAndAsksForTheNextWhenItIsRead() throws IOException {
        await();
        ByteBuffer given = piece("abcd");
        publisher.next(given);
        assertEquals(1, wakeUps.get());
        assertEquals(3, body.read(target.clear().limit(3)));
        assertEquals(1, body.read(target.limit(100)));
        assertEquals("abcd", text());
        assertEquals(0, given.position());
        assertEquals(1, publisher.requested());
        await();
        assertEquals(2, publisher.requested());
        assertEquals(0, read());
        assertEquals(2, publisher.requested());
        publisher.complete();
        assertEquals(2, wakeUps.get());
        assertEquals(-1, read());
        assertEquals(-1, read());
    }

    @Test
    void endBehindAPieceComesAfterIt() throws IOException {
        await();
        publisher.next(piece("last"));
        publisher.complete();
        assertEquals(4, read());
        assertEquals(-1, read());
        assertEquals(1, publisher.requested());
    }

    @Test
    void emptyPieceIsPassedOver() throws IOException {
        await();
        publisher.next(ByteBuffer.allocate(0));
        assertEquals(1, wakeUps.get());
        await();
        assertEquals(2, publisher.requested());
        publisher.next(piece("more"));
        assertEquals(4, read());
    }

    @Test
    void waitsForASubscriptionThatComesLater() throws IOException {
        ScriptedPublisher late = new ScriptedPublisher() {
            @Override
            public void subscribe(Flow.Subscriber<? super ByteBuffer> given) {
                subscriber(given);
            }
        };
        RequestBody lateBody = RequestBody.of(late, -1);
        assertEquals(0, lateBody.read(target));
        lateBody.whenReadable(wakeUps::incrementAndGet);
        assertEquals(0, wakeUps.get());
        late.giveSubscription();
        assertEquals(1, late.requested());
        late.next(piece("here"));
        assertEquals(1, wakeUps.get());
        assertEquals(4, lateBody.read(target));
    }

    @Test
    void wakesUpAtOnceIfThereIsSomething() throws IOException {
        body.whenReadable(wakeUps::incrementAndGet);
        assertEquals(1, wakeUps.get());
        await();
        publisher.next(piece("x"));
        body.whenReadable(wakeUps::incrementAndGet);
        assertEquals(3, wakeUps.get());
    }

    @Test
    void failureOfInputAndOutputIsThrownAsItIs() throws IOException {
        UnreadableBodyException tooLarge = new UnreadableBodyException(413, "too large");
        await();
        publisher.fail(tooLarge);
        assertEquals(1, wakeUps.get());
        assertSame(tooLarge, assertThrows(IOException.class, this::read));
    }

    @Test
    void otherFailureIsTheCause() throws IOException {
        IllegalStateException fault = new IllegalStateException("fault");
        await();
        publisher.fail(fault);
        assertSame(fault, assertThrows(IOException.class, this::read).getCause());
        assertEquals(0, publisher.cancels());
    }

    @Test
    void closeCancelsOnce() throws IOException {
        await();
        body.close();
        body.close();
        assertEquals(1, publisher.cancels());
        assertEquals(1, wakeUps.get());
        publisher.next(piece("late"));
        publisher.complete();
        assertThrows(ClosedChannelException.class, this::read);
    }

    @Test
    void closeAfterTheEndCancelsNothing() throws IOException {
        await();
        publisher.complete();
        body.close();
        assertEquals(0, publisher.cancels());
    }

    @Test
    void subscriptionThatComesAfterTheCloseIsCancelled() throws IOException {
        await();
        body.close();
        publisher.giveSubscription();
        assertEquals(2, publisher.cancels());
        assertEquals(1, publisher.requested());
    }

    @Test
    void moreThanTheLengthIsAFailure() throws IOException {
        ScriptedPublisher longer = new ScriptedPublisher();
        RequestBody five = RequestBody.of(longer, 5);
        assertEquals(5, five.length());
        assertEquals(0, five.read(target.clear()));
        longer.next(piece("abcd"));
        assertEquals(4, five.read(target));
        assertEquals(0, five.read(target));
        longer.next(piece("ef"));
        IOException failure = assertThrows(IOException.class, () -> five.read(target));
        assertEquals("request body has more than the declared 5 bytes", failure.getMessage());
        assertEquals(1, longer.cancels());
    }

    @Test
    void lengthIsChecked() {
        assertThrows(IllegalArgumentException.class, () -> RequestBody.of(publisher, -2));
    }

    /** What a publisher must not do. */
    enum Breach {
        NULL_PIECE(true) {
            @Override
            void commit(ScriptedPublisher by) {
                assertThrows(NullPointerException.class, () -> by.next(null));
            }
        },
        NULL_ERROR(true) {
            @Override
            void commit(ScriptedPublisher by) {
                assertThrows(NullPointerException.class, () -> by.fail(null));
            }
        },
        NULL_SUBSCRIPTION(true) {
            @Override
            void commit(ScriptedPublisher by) {
                assertThrows(NullPointerException.class, () -> by.subscriber().onSubscribe(null));
            }
        },
        SECOND_SUBSCRIPTION(false) {
            @Override
            void commit(ScriptedPublisher by) {
                by.giveSubscription();
                assertEquals(1, by.cancels());
            }
        };

        final boolean fatal;

        Breach(boolean fatal) {
            this.fatal = fatal;
        }

        abstract void commit(ScriptedPublisher by);
    }

    @ParameterizedTest
    @EnumSource
    void breachEndsTheBodyOrNothing(Breach breach) throws IOException {
        await();
        breach.commit(publisher);
        assertEquals(1, publisher.cancels());
        if (breach.fatal) {
            assertEquals(1, wakeUps.get());
            assertThrows(IOException.class, this::read);
        } else {
            publisher.next(piece("fine"));
            assertEquals(4, read());
        }
        assertEquals(1, publisher.requested());
    }

    @Test
    void pieceThatWasNotRequestedIsAFailureBehindTheOneThatWas() throws IOException {
        await();
        publisher.next(piece("wanted"));
        publisher.next(piece("unwanted"));
        publisher.next(piece("ignored"));
        assertEquals(1, publisher.cancels());
        assertEquals(6, read());
        assertEquals("wanted", text());
        assertThrows(IOException.class, this::read);
    }

    @Test
    void whatFollowsTheEndIsIgnored() throws IOException {
        await();
        publisher.complete();
        publisher.complete();
        publisher.fail(new IOException("late"));
        publisher.next(piece("late"));
        assertEquals(1, wakeUps.get());
        assertEquals(-1, read());
    }

    @Test
    void whatAPublisherThrowsIsAFailure() {
        IllegalStateException fault = new IllegalStateException("fault");
        RequestBody unwilling = RequestBody.of(
                (Flow.Publisher<ByteBuffer>) subscriber -> {
                    throw fault;
                },
                -1);
        assertSame(
                fault,
                assertThrows(IOException.class, () -> unwilling.read(target)).getCause());
    }

    @Test
    void whatASubscriptionThrowsIsAFailure() {
        IllegalStateException fault = new IllegalStateException("fault");
        RequestBody unwilling = RequestBody.of(
                (Flow.Publisher<ByteBuffer>) subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
                    @Override
                    public void request(long count) {
                        throw fault;
                    }

                    @Override
                    public void cancel() {
                        throw fault;
                    }
                }),
                -1);
        assertSame(
                fault,
                assertThrows(IOException.class, () -> unwilling.read(target)).getCause());
    }

    /** Reads to the end as a gateway does: it waits only when told that there is nothing. */
    private static byte[] drain(RequestBody from, int most) throws Exception {
        ByteBuffer all = ByteBuffer.allocate(most);
        for (int count = from.read(all); count >= 0; count = from.read(all)) {
            if (count == 0) {
                CountDownLatch readable = new CountDownLatch(1);
                from.whenReadable(readable::countDown);
                Await.open(readable);
            }
        }
        return Arrays.copyOf(all.array(), all.position());
    }

    @Test
    void publisherOnOtherThreadsIsReadWhole() throws Exception {
        byte[] content = Bytes.random(1_000_000, 3);
        ExecutorService threads = Executors.newFixedThreadPool(3);
        SubmissionPublisher<ByteBuffer> source = new SubmissionPublisher<>(threads, 4);
        try {
            RequestBody published = RequestBody.of(source, content.length);
            assertEquals(0, published.read(target));
            threads.execute(() -> {
                for (int from = 0; from < content.length; from += 1_000) {
                    source.submit(ByteBuffer.wrap(content, from, 1_000));
                }
                source.close();
            });
            assertArrayEquals(content, drain(published, content.length + 1));
        } finally {
            threads.shutdownNow();
        }
    }

    /** A publisher that gives its pieces within the request. */
    @Test
    void publisherThatAnswersAtOnceIsReadWithoutAWait() throws Exception {
        AtomicInteger left = new AtomicInteger(100_000);
        RequestBody published = RequestBody.of(
                (Flow.Publisher<ByteBuffer>) subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
                    @Override
                    public void request(long count) {
                        if (left.getAndDecrement() > 0) {
                            subscriber.onNext(ByteBuffer.allocate(1));
                        } else {
                            subscriber.onComplete();
                        }
                    }

                    @Override
                    public void cancel() {}
                }),
                -1);
        assertEquals(100_000, drain(published, 100_001).length);
    }

    /** Each wait ends, whether a piece, the end, a failure or the close comes first. */
    @Test
    void noInterleavingLosesAWakeUp() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            for (int seed = 0; seed < 500; seed++) {
                race(new Random(seed), threads);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void race(Random random, ExecutorService threads) throws Exception {
        ScriptedPublisher source = new ScriptedPublisher();
        RequestBody raced = RequestBody.of(source, -1);
        assertEquals(0, raced.read(ByteBuffer.allocate(1)));
        boolean closes = random.nextBoolean();
        boolean fails = random.nextBoolean();
        CyclicBarrier start = new CyclicBarrier(closes ? 3 : 2);
        CountDownLatch left = new CountDownLatch(start.getParties() - 1);
        threads.execute(() -> {
            await(start);
            source.next(piece("x"));
            if (fails) {
                source.fail(new IOException("broken"));
            } else {
                source.complete();
            }
            left.countDown();
        });
        if (closes) {
            threads.execute(() -> {
                closeAfter(start, raced);
                left.countDown();
            });
        }
        await(start);
        try {
            byte[] all = drain(raced, 2);
            assertFalse(fails);
            assertEquals("x", Bytes.text(all));
        } catch (IOException e) {
            assertTrue(fails || closes);
        }
        Await.open(left);
    }

    private static void closeAfter(CyclicBarrier start, RequestBody body) {
        try (body) {
            await(start);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(CyclicBarrier start) {
        try {
            start.await();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
