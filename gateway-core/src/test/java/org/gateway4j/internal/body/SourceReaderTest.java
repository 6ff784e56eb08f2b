package org.gateway4j.internal.body;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.gateway4j.RequestBody;
import org.gateway4j.internal.wire.Nanos;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Leftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SourceReaderTest {

    private static void nobody() {}

    private Leftovers leftovers;
    private SourceThreads threads;

    @BeforeEach
    void start() throws IOException {
        leftovers = Leftovers.watch();
        threads = new SourceThreads("test");
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        threads.close();
        leftovers.awaitNone();
    }

    @Test
    void whatIsAtHandIsReadOnTheCallingThread() throws Exception {
        RequestBody stream = RequestBody.of(new ByteArrayInputStream(new byte[] {1, 2, 3}), 3);
        ByteBuffer target = ByteBuffer.allocate(3);

        try (SourceReader reader = new SourceReader(stream, threads)) {
            assertEquals(3, reader.poll(target, SourceReaderTest::nobody));
        }

        assertArrayEquals(new byte[] {1, 2, 3}, target.array());
        leftovers.awaitNone();
    }

    @Test
    void aFileAndBytesNeedNoOtherThreadForTheirEnd() throws Exception {
        try (SourceReader reader = new SourceReader(RequestBody.of(new byte[] {1}), threads)) {
            ByteBuffer target = ByteBuffer.allocate(8);
            assertEquals(1, reader.poll(target, SourceReaderTest::nobody));
            assertEquals(-1, reader.poll(target, SourceReaderTest::nobody));
        }
    }

    @Test
    void aCallerWaitsForABodyThatBlocks() throws Exception {
        BlockingSource source = new BlockingSource(true);
        ByteBuffer target = ByteBuffer.allocate(8);
        try (SourceReader reader = new SourceReader(source, threads)) {
            Task<Integer> read = new Task<>(() -> reader.read(target, Nanos.NEVER));
            Await.until("a helper that reads", () -> source.reading != null && !source.reading.equals(read.thread));
            source.feed((byte) 7, (byte) 8);
            assertEquals(2, read.get());
            source.end();
            assertEquals(-1, reader.read(target, Nanos.NEVER));
            assertEquals(-1, reader.read(target, Nanos.NEVER));
        }
        assertEquals(ByteBuffer.wrap(new byte[] {7, 8}), target.flip());
        assertEquals(1, source.closed.get());
    }

    @Test
    void aPollIsWokenOnce() throws Exception {
        BlockingSource source = new BlockingSource(true);
        CountDownLatch woken = new CountDownLatch(1);
        ByteBuffer target = ByteBuffer.allocate(1);
        try (SourceReader reader = new SourceReader(source, threads)) {
            assertEquals(0, reader.poll(target, SourceReaderTest::nobody));
            assertEquals(0, reader.poll(target, woken::countDown));
            source.feed((byte) 9);
            Await.open(woken);
            assertEquals(1, reader.poll(target, SourceReaderTest::nobody));
        }
        assertEquals(9, target.get(0));
    }

    @Test
    void bodyThatCallsBackForNothingIsGivenUpAtTheDeadline() {
        RequestBody empty = new RequestBody() {
            @Override
            public long length() {
                return -1;
            }

            @Override
            public boolean pollable() {
                return true;
            }

            @Override
            public int read(ByteBuffer target) {
                return 0;
            }

            @Override
            public void whenReadable(Runnable wakeUp) {
                wakeUp.run();
            }

            @Override
            public void close() {}
        };
        try (SourceReader reader = new SourceReader(empty, threads)) {
            long soon = Nanos.after(System.nanoTime(), 10_000_000);
            assertThrows(TimeoutException.class, () -> reader.read(ByteBuffer.allocate(1), soon));
        }
    }

    @Test
    void noMoreIsReadThanWasAskedFor() throws Exception {
        int[] asked = new int[1];
        RequestBody source = new ScriptedBody(100, -1) {
            @Override
            public int read(ByteBuffer target) throws IOException {
                asked[0] = target.remaining();
                return super.read(target);
            }
        };
        try (SourceReader reader = new SourceReader(source, threads)) {
            assertEquals(5, reader.read(ByteBuffer.allocate(5), Nanos.NEVER));
        }
        assertEquals(5, asked[0]);
    }

    @Test
    void whatAHelperHasReadIsTakenPieceByPiece() throws Exception {
        ScriptedBody source = new ScriptedBody(100, -1);
        ByteBuffer all = ByteBuffer.allocate(100);
        CountDownLatch woken = new CountDownLatch(1);
        try (SourceReader reader = new SourceReader(source, threads)) {
            reader.poll(all, woken::countDown);
            Await.open(woken);
            for (int size = 1; all.hasRemaining(); size++) {
                ByteBuffer piece = all.slice(all.position(), Math.min(size, all.remaining()));
                all.position(all.position() + reader.read(piece, Nanos.NEVER));
            }
        }
        assertArrayEquals(source.content(), all.array());
    }

    @Test
    void aDeadlineEndsAWait() {
        BlockingSource source = new BlockingSource(true);
        long begun = System.nanoTime();
        try (SourceReader reader = new SourceReader(source, threads)) {
            long deadline = Nanos.after(begun, 50_000_000);
            assertThrows(TimeoutException.class, () -> reader.read(ByteBuffer.allocate(1), deadline));
        }
        assertTrue(System.nanoTime() - begun >= 50_000_000);
        assertEquals(1, source.closed.get());
    }

    @Test
    void anInterruptEndsAWait() throws Exception {
        BlockingSource source = new BlockingSource(true);
        try (SourceReader reader = new SourceReader(source, threads)) {
            Task<Integer> read = new Task<>(() -> reader.read(ByteBuffer.allocate(1), Nanos.NEVER));
            Await.until("a helper that reads", () -> source.reading != null);
            read.thread.interrupt();
            assertTrue(read.failure() instanceof InterruptedException);
        }
        assertEquals(1, source.closed.get());
    }

    @Test
    void anInterruptIsSeenWhereNothingBlocks() {
        try (SourceReader reader = new SourceReader(RequestBody.of(new byte[1]), threads)) {
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, () -> reader.read(ByteBuffer.allocate(1), Nanos.NEVER));
        }
    }

    @Test
    void closingTheGatewayEndsAWait() throws Exception {
        BlockingSource source = new BlockingSource(true);
        try (SourceReader reader = new SourceReader(source, threads)) {
            Task<Integer> read = new Task<>(() -> reader.read(ByteBuffer.allocate(1), Nanos.NEVER));
            Await.until("a helper that reads", () -> source.reading != null);
            threads.close();
            assertTrue(read.failure() instanceof AsynchronousCloseException);
            assertThrows(AsynchronousCloseException.class, () -> reader.read(ByteBuffer.allocate(1), Nanos.NEVER));
        }
        assertEquals(1, source.closed.get());
    }

    @Test
    void aBodyThatClosingDoesNotEndIsLeftToItsThread() throws Exception {
        BlockingSource source = new BlockingSource(false);
        SourceReader reader = new SourceReader(source, threads);
        assertEquals(0, reader.poll(ByteBuffer.allocate(1), SourceReaderTest::nobody));
        Await.until("a helper that reads", () -> source.reading != null);

        reader.close();

        assertEquals(1, source.closed.get());
        assertTrue(source.reading.isDaemon());
        source.release();
    }

    @Test
    void aBodyThatBlocksInCloseHoldsNobody() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        RequestBody source = new ScriptedBody(0, -1) {
            @Override
            public int read(ByteBuffer target) {
                return await();
            }

            @Override
            public void close() {
                await();
            }

            private int await() {
                try {
                    gate.await();
                    return -1;
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        };
        SourceReader reader = new SourceReader(source, threads);
        assertEquals(0, reader.poll(ByteBuffer.allocate(1), SourceReaderTest::nobody));

        CompletableFuture.runAsync(reader::close).get(5, TimeUnit.SECONDS);

        gate.countDown();
    }

    @Test
    void whatTheBodyThrowsReachesTheCaller() {
        IOException failure = new IOException("client is gone");
        ScriptedBody source = new ScriptedBody(0, -1).failingWith(failure);
        try (SourceReader reader = new SourceReader(source, threads)) {
            assertSame(
                    failure, assertThrows(IOException.class, () -> reader.read(ByteBuffer.allocate(1), Nanos.NEVER)));
        }
    }

    @Test
    void aBodyThatGivesNothingForEverTurnsNoCore() throws Exception {
        ScriptedBody source = new ScriptedBody(0, -1) {
            @Override
            public boolean ready() {
                return true;
            }

            @Override
            public int read(ByteBuffer target) {
                reads.incrementAndGet();
                return 0;
            }
        };
        ThreadMXBean times = ManagementFactory.getThreadMXBean();
        long before = times.getCurrentThreadCpuTime();
        try (SourceReader reader = new SourceReader(source, threads)) {
            long deadline = Nanos.after(System.nanoTime(), 300_000_000);
            assertThrows(TimeoutException.class, () -> reader.read(ByteBuffer.allocate(1), deadline));
        }
        assertTrue(times.getCurrentThreadCpuTime() - before < 100_000_000);
        assertTrue(source.reads() < 100, () -> source.reads() + " reads");
    }

    @Test
    void aRewoundBodyIsReadAgain() throws Exception {
        byte[] content = {1, 2, 3};
        RequestBody bytes = RequestBody.of(content);
        RequestBody source = new ScriptedBody(0, 3) {
            @Override
            public int read(ByteBuffer target) throws IOException {
                return bytes.read(target);
            }

            @Override
            public void rewind() throws IOException {
                bytes.rewind();
            }
        };
        ByteBuffer target = ByteBuffer.allocate(3);
        try (SourceReader reader = new SourceReader(source, threads)) {
            reader.read(target, Nanos.NEVER);
            reader.rewind();
            assertEquals(3, reader.read(target.clear(), Nanos.NEVER));
        }
        assertArrayEquals(content, target.array());
    }

    @Test
    void anEndedHelperIsForgotten() throws Exception {
        BlockingSource source = new BlockingSource(true);
        try (SourceReader reader = new SourceReader(source, threads)) {
            reader.poll(ByteBuffer.allocate(1), SourceReaderTest::nobody);
        }
        Await.until("the helper's end", () -> source.reading == null);
        assertNull(source.reading);
        leftovers.awaitNone();
    }

    /** Something that runs on a thread of its own. */
    private static final class Task<T> {

        final Thread thread;
        private final Future<T> result;

        Task(Callable<T> work) {
            FutureTask<T> task = new FutureTask<>(work);
            result = task;
            thread = new Thread(task);
            thread.setDaemon(true);
            thread.start();
        }

        T get() throws Exception {
            return result.get(20, TimeUnit.SECONDS);
        }

        Throwable failure() {
            return assertThrows(ExecutionException.class, this::get).getCause();
        }
    }

    /** The host may hold a lock of its own while it wakes or ends the reader. */
    @Test
    void noLockIsHeldWhileTheHostRewinds() throws Exception {
        AtomicReference<SourceReader> reader = new AtomicReference<>();
        reader.set(new SourceReader(
                new RequestBody() {
                    @Override
                    public long length() {
                        return 1;
                    }

                    @Override
                    public boolean replayable() {
                        return true;
                    }

                    @Override
                    public int read(ByteBuffer target) {
                        return -1;
                    }

                    @Override
                    public void rewind() {
                        CompletableFuture.runAsync(reader.get()::abort)
                                .orTimeout(10, TimeUnit.SECONDS)
                                .join();
                    }

                    @Override
                    public void close() {}
                },
                new SourceThreads("rewound")));
        reader.get().rewind();
        assertTrue(reader.get().isAborted());
        reader.get().close();
    }
}
