package org.gateway4j.internal.body;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.gateway4j.RequestBody;
import org.gateway4j.internal.wire.Nanos;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a request body that may block, and never makes its caller wait without a deadline. What is {@linkplain RequestBody#ready
 * at hand} is read on the calling thread. For the rest a helper thread makes one read, into a buffer of the reader's own,
 * and the caller waits under a deadline ({@link #read}) or does something else ({@link #poll}).
 *
 * <p>The body is never read beyond what the caller asked for, and never by two threads at once. All methods but {@link
 * #abort} belong to the thread that drives the exchange.
 */
public final class SourceReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SourceReader.class);

    private static final int BUFFER_SIZE = 16 * 1024;

    /** A body that gives nothing is asked again after a pause that doubles between these. */
    private static final long SHORTEST_PAUSE_NANOS = 50_000;

    private static final long LONGEST_PAUSE_NANOS = 20_000_000;

    /** How long a caller waits for a blocked body to be closed. */
    private static final int CLOSE_MILLIS = 50;

    private enum State {
        /** No helper reads, and nothing that it has read is left. */
        IDLE,
        /** A helper reads, or the body was asked to say when it can be polled. */
        READING,
        /** A helper has read bytes, the end or a failure. */
        READ,
        /** Nobody is to wait any more; a helper may still be reading. */
        ABORTED,
        CLOSED
    }

    private final RequestBody source;
    private final SourceThreads threads;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile State state = State.IDLE;

    /** What a helper has read, in reading position; the helper's alone while it reads. */
    private @Nullable ByteBuffer buffer;

    private boolean ended;
    private @Nullable Throwable failure;
    private Runnable whenRead = SourceReader::nobody;

    /** A reader that has read nothing. */
    public SourceReader(RequestBody source, SourceThreads threads) {
        this.source = source;
        this.threads = threads;
    }

    /**
     * Reads what can be read without waiting.
     *
     * @param target where to put it; at least one byte remains in it
     * @param wakeUp called once by another thread, which it must not hold up, when it is worth to poll again; replaces the
     *     one given before
     * @return the number of bytes read, -1 at the end, or 0 if there is nothing yet
     * @throws AsynchronousCloseException if the reader was aborted
     * @throws IOException if the body cannot be read
     */
    public int poll(ByteBuffer target, Runnable wakeUp) throws IOException {
        boolean pollable = source.pollable();
        if (state == State.IDLE && (ended || pollable || source.ready())) {
            int count = ended ? -1 : source.read(target);
            ended = count < 0;
            if (count != 0) {
                return count;
            }
        }
        lock.lock();
        try {
            whenRead = wakeUp;
            if (state != State.IDLE) {
                return state == State.READING ? 0 : take(target);
            }
            if (!pollable) {
                startReading(target.remaining());
                return 0;
            }
            state = State.READING;
        } finally {
            lock.unlock();
        }
        // Not under the lock: the host may hold one of its own when it calls back.
        source.whenReadable(this::readable);
        return 0;
    }

    /** A body that is polled has something. */
    private void readable() {
        Runnable wakeUp;
        lock.lock();
        try {
            if (state != State.READING) {
                return;
            }
            state = State.IDLE;
            wakeUp = whenRead;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        wakeUp.run();
    }

    /**
     * Reads some bytes, waiting until there is at least one.
     *
     * @param target where to put them; at least one byte remains in it
     * @param deadline how long to wait, as {@link Nanos} has it
     * @return the number of bytes read, or -1 at the end
     * @throws TimeoutException if the deadline has passed; the reader is to be closed
     * @throws InterruptedException if the thread is or gets interrupted; the reader is to be closed
     * @throws AsynchronousCloseException if the reader was aborted
     * @throws IOException if the body cannot be read
     */
    public int read(ByteBuffer target, long deadline) throws IOException, InterruptedException, TimeoutException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        int count = poll(target, SourceReader::nobody);
        while (count == 0) {
            awaitReading(deadline);
            count = poll(target, SourceReader::nobody);
        }
        return count;
    }

    private void awaitReading(long deadline) throws InterruptedException, TimeoutException {
        if (Nanos.passed(deadline, System.nanoTime())) {
            // A body may call back at once, again and again, and still have nothing.
            throw new TimeoutException();
        }
        threads.startWaiting(this);
        lock.lock();
        try {
            while (state == State.READING) {
                long left = Nanos.left(deadline, System.nanoTime());
                if (left == 0) {
                    throw new TimeoutException();
                }
                changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
            threads.endWaiting(this);
        }
    }

    private static void nobody() {}

    private void startReading(int wanted) throws IOException {
        ByteBuffer mine = buffer;
        if (mine == null) {
            mine = ByteBuffer.allocate(BUFFER_SIZE);
            buffer = mine;
        }
        ByteBuffer target = mine.clear().limit(Math.min(wanted, BUFFER_SIZE));
        state = State.READING;
        try {
            threads.run(() -> readInto(target));
        } catch (IOException e) {
            state = State.IDLE;
            throw e;
        }
    }

    /** Runs on the helper. */
    private void readInto(ByteBuffer target) {
        int count = 0;
        Throwable thrown = null;
        try {
            count = source.read(target);
            long pause = SHORTEST_PAUSE_NANOS;
            while (count == 0 && state == State.READING) {
                LockSupport.parkNanos(pause);
                pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
                count = source.read(target);
            }
        } catch (IOException | RuntimeException | Error e) {
            thrown = e;
        }
        finishReading(target, count < 0, thrown);
    }

    private void finishReading(ByteBuffer target, boolean end, @Nullable Throwable thrown) {
        Runnable wakeUp;
        lock.lock();
        try {
            if (state != State.READING) {
                return;
            }
            state = State.READ;
            target.flip();
            ended = end;
            failure = thrown;
            wakeUp = whenRead;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        wakeUp.run();
    }

    /** Takes what a helper has read. */
    private int take(ByteBuffer target) throws IOException {
        ByteBuffer read = buffer;
        if (state != State.READ || read == null) {
            throw new AsynchronousCloseException();
        }
        throwFailure();
        if (ended) {
            return -1;
        }
        int count = Math.min(read.remaining(), target.remaining());
        target.put(target.position(), read, read.position(), count);
        target.position(target.position() + count);
        read.position(read.position() + count);
        if (!read.hasRemaining()) {
            state = State.IDLE;
        }
        return count;
    }

    private void throwFailure() throws IOException {
        if (failure instanceof IOException e) {
            throw e;
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
    }

    /**
     * Goes back to the body's first byte.
     *
     * @throws IOException if that fails, or while a helper reads
     */
    public void rewind() throws IOException {
        // Not under the lock, as in poll. No helper is in the body then.
        if (state != State.IDLE && state != State.READ) {
            throw new IOException("request body is still being read");
        }
        source.rewind();
        lock.lock();
        try {
            if (state == State.IDLE || state == State.READ) {
                state = State.IDLE;
                ended = false;
                failure = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether {@link #abort} has ended it. */
    public boolean isAborted() {
        return state == State.ABORTED;
    }

    /** Ends what is waited for, and all later reads. From any thread. */
    public void abort() {
        Runnable wakeUp;
        lock.lock();
        try {
            if (state == State.CLOSED) {
                return;
            }
            state = State.ABORTED;
            wakeUp = whenRead;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        wakeUp.run();
    }

    /**
     * Closes the body. Only the first call does something. While a helper is blocked in it, the body is closed by another
     * thread, for which this one waits a moment: to close may block as long as to read does.
     */
    @Override
    public void close() {
        State before;
        lock.lock();
        try {
            before = state;
            state = State.CLOSED;
            whenRead = SourceReader::nobody;
        } finally {
            lock.unlock();
        }
        switch (before) {
            case IDLE, READ -> closeSource();
            case READING, ABORTED -> {
                if (source.pollable()) {
                    closeSource();
                } else {
                    closeElsewhere();
                }
            }
            case CLOSED -> {}
        }
    }

    private void closeElsewhere() {
        CountDownLatch done = new CountDownLatch(1);
        try {
            threads.run(() -> {
                closeSource();
                done.countDown();
            });
        } catch (IOException e) {
            closeSource();
            return;
        }
        if (!threads.callersMayWait()) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            if (!done.await(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.debug("a request body blocks in close");
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeSource() {
        try {
            source.close();
        } catch (IOException | RuntimeException | Error e) {
            LOG.debug("closing a request body failed", e);
        }
    }
}
