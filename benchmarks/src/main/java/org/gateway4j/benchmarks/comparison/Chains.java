package org.gateway4j.benchmarks.comparison;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.gateway4j.benchmarks.client.AsyncClient;
import org.jspecify.annotations.Nullable;

/** Calls of one contestant that follow one another without a thread that waits for them. */
final class Chains implements Match.Player {

    private final List<Chain> chains = new ArrayList<>();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private volatile CountDownLatch finished = new CountDownLatch(0);
    private volatile boolean running;

    /** So many chains at a time. */
    Chains(AsyncClient client, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            chains.add(new Chain(client.caller()));
        }
    }

    @Override
    public Match.Turn turn(Duration length) throws IOException {
        CountDownLatch ends = new CountDownLatch(chains.size());
        finished = ends;
        running = true;
        Meter meter = Meter.start();
        chains.forEach(Chain::begin);
        try {
            TimeUnit.NANOSECONDS.sleep(length.toNanos());
            running = false;
            ends.await();
        } catch (InterruptedException e) {
            throw new IOException("no turn", e);
        }
        Match.Turn turn = meter.stop(chains.stream().mapToLong(Chain::calls).sum());
        Exception thrown = failure.get();
        if (thrown != null) {
            throw new IOException("a call failed", thrown);
        }
        return turn;
    }

    /** Begins the next call when one has ended. */
    private final class Chain implements AsyncClient.Outcome {

        private final AsyncClient.Caller caller;
        private long count;
        private long seen;

        Chain(AsyncClient.Caller caller) {
            this.caller = caller;
        }

        void begin() {
            count = 0;
            seen = 0;
            caller.call(this);
        }

        long calls() {
            return seen == 0 ? 0 : count;
        }

        @Override
        public void answered(long of) {
            seen += of;
            count++;
            if (running) {
                caller.call(this);
            } else {
                finished.countDown();
            }
        }

        @Override
        public void failed(Exception e) {
            failure.compareAndSet(null, e);
            finished.countDown();
        }
    }
}
