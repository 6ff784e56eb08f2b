package org.gateway4j.benchmarks.comparison;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.gateway4j.Endpoint;
import org.gateway4j.GatewayException;
import org.gateway4j.Headers;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.async.AsyncResponse;
import org.gateway4j.async.ResponseHandler;
import org.gateway4j.async.SelectorLoop;
import org.gateway4j.benchmarks.client.AsyncClient;
import org.gateway4j.benchmarks.client.BrowserRequest;
import org.gateway4j.benchmarks.client.Workload;
import org.jspecify.annotations.Nullable;

/** The library on an event loop: so many GETs at a time, each followed by the next, all on one loop of core's own. */
final class LoopChains implements Match.Player, AutoCloseable {

    private final SelectorLoop loop = SelectorLoop.start("loop");
    private final AsyncGateway gateway;
    private final List<Chain> chains = new ArrayList<>();
    private volatile CountDownLatch finished = new CountDownLatch(0);
    private volatile boolean running;
    private volatile @Nullable Exception failure;

    LoopChains(Endpoint endpoint, Workload workload, int callers) {
        gateway = AsyncClient.open(endpoint, workload, callers);
        for (int i = 0; i < callers; i++) {
            chains.add(new Chain(AsyncClient.answer(workload)));
        }
    }

    @Override
    public Match.Turn turn(Duration length) throws IOException {
        CountDownLatch ends = new CountDownLatch(chains.size());
        finished = ends;
        running = true;
        Meter meter = Meter.start();
        chains.forEach(chain -> loop.execute(chain::begin));
        try {
            TimeUnit.NANOSECONDS.sleep(length.toNanos());
            running = false;
            ends.await();
        } catch (InterruptedException e) {
            throw new IOException("no turn", e);
        }
        Exception thrown = failure;
        if (thrown != null) {
            throw new IOException("an exchange failed", thrown);
        }
        return meter.stop(chains.stream().mapToLong(chain -> chain.calls).sum());
    }

    @Override
    public void close() {
        gateway.close();
        loop.close();
    }

    /** One exchange after the other. What a handler starts may end before that returns, so it only says that it goes on. */
    private final class Chain implements ResponseHandler {

        private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
        private final int expected;
        private @Nullable AsyncResponse response;
        private int length;
        private long calls;
        private long seen;

        Chain(int expected) {
            this.expected = expected;
        }

        void begin() {
            calls = 0;
            next();
        }

        private void next() {
            length = 0;
            gateway.dispatch(BrowserRequest.get(), loop, this);
        }

        @Override
        public void answered(AsyncResponse answer) {
            response = answer;
            Headers headers = answer.headers();
            for (int i = 0; i < headers.size(); i++) {
                seen += headers.name(i).length() + headers.value(i).length();
            }
            read();
        }

        private void read() {
            AsyncResponse answer = Objects.requireNonNull(response);
            try {
                int count = answer.read(buffer.clear());
                while (count > 0) {
                    length += count;
                    count = answer.read(buffer.clear());
                }
                if (count == 0) {
                    answer.demand(this::read);
                } else {
                    ended();
                }
            } catch (GatewayException e) {
                failed(e);
            }
        }

        private void ended() {
            if (length != expected || seen == 0) {
                end(new IOException("body of " + length + " bytes, not " + expected));
                return;
            }
            calls++;
            if (running) {
                loop.execute(this::next);
            } else {
                finished.countDown();
            }
        }

        @Override
        public void failed(GatewayException e) {
            end(e);
        }

        private void end(Exception e) {
            failure = e;
            finished.countDown();
        }
    }
}
