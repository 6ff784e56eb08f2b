package org.gateway4j.benchmarks.comparison;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.gateway4j.benchmarks.client.Client;
import org.jspecify.annotations.Nullable;

/** The threads that call one contestant, parked between its turns. */
final class CallerThreads implements Match.Player, AutoCloseable {

    /** Whether they are virtual threads, as {@link Comparison} was told. */
    private static final boolean VIRTUAL = Boolean.getBoolean("comparison.virtual");

    private final CyclicBarrier start;
    private final List<Thread> callers = new ArrayList<>();
    private final LongAdder calls = new LongAdder();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile CountDownLatch finished = new CountDownLatch(0);
    private volatile boolean running;
    private volatile boolean closed;

    CallerThreads(Client client, int count) throws IOException {
        start = new CyclicBarrier(count + 1);
        for (int i = 0; i < count; i++) {
            Client.Caller caller = client.caller();
            Thread thread = unstarted(() -> callInTurns(caller));
            callers.add(thread);
            thread.start();
        }
    }

    /** Virtual threads are there from JDK 21 on. */
    private static Thread unstarted(Runnable task) {
        if (!VIRTUAL) {
            return new Thread(task, "caller");
        }
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            return (Thread) Class.forName("java.lang.Thread$Builder")
                    .getMethod("unstarted", Runnable.class)
                    .invoke(builder, task);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JDK has no virtual threads", e);
        }
    }

    /** Calls for so long, on all threads. */
    @Override
    public Match.Turn turn(Duration length) throws IOException {
        try {
            return callFor(length);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IOException("no turn", e);
        }
    }

    private Match.Turn callFor(Duration length)
            throws IOException, InterruptedException, BrokenBarrierException, TimeoutException {
        finished = new CountDownLatch(callers.size());
        running = true;
        calls.reset();
        Meter meter = Meter.start();
        start.await(1, TimeUnit.MINUTES);
        TimeUnit.NANOSECONDS.sleep(length.toNanos());
        running = false;
        finished.await();
        Match.Turn turn = meter.stop(calls.sum());
        Throwable thrown = failure.get();
        if (thrown != null) {
            throw new IOException("a caller failed", thrown);
        }
        return turn;
    }

    private void callInTurns(Client.Caller caller) {
        try (caller) {
            while (true) {
                start.await();
                if (closed) {
                    return;
                }
                callUntilEnd(caller);
                finished.countDown();
            }
        } catch (Exception e) {
            failure.compareAndSet(null, e);
            finished.countDown();
        }
    }

    private void callUntilEnd(Client.Caller caller) {
        long count = 0;
        long seen = 0;
        try {
            do {
                seen += caller.call();
                count++;
            } while (running);
        } catch (IOException | RuntimeException e) {
            failure.compareAndSet(null, e);
        }
        calls.add(seen == 0 ? 0 : count);
    }

    @Override
    public void close() throws IOException {
        closed = true;
        try {
            start.await(1, TimeUnit.MINUTES);
            for (Thread caller : callers) {
                caller.join();
            }
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IOException("a caller does not end", e);
        }
    }
}
