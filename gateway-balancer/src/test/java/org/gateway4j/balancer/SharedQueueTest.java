package org.gateway4j.balancer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.withSettings;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.SplittableRandom;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.PoolStats;
import org.gateway4j.async.AsyncExchange;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.async.AsyncResponse;
import org.gateway4j.async.EventLoop;
import org.gateway4j.async.Link;
import org.gateway4j.async.LinkHandler;
import org.gateway4j.async.ResponseHandler;
import org.gateway4j.balancer.internal.SimulatedTime;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;

/** One queue for all members against a queue for each, with a real balancer in simulated time. */
class SharedQueueTest {

    private static final int REQUESTS = 100_000;
    private static final long SERVICE_NANOS = 1_000_000_000;

    private final SimulatedTime time = new SimulatedTime();
    private final SplittableRandom random = new SplittableRandom(70);
    private final AsyncResponse answer =
            mock(AsyncResponse.class, withSettings().stubOnly());
    private double waited;
    private int answered;

    private long exponential(double mean) {
        return (long) (-Math.log(1 - random.nextDouble()) * mean);
    }

    /** A loop on the thread of the test. */
    private static final class SameThread implements EventLoop {

        @Override
        public boolean inEventLoop() {
            return true;
        }

        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public Link connect(SocketAddress address, LinkHandler handler) {
            throw new UnsupportedOperationException("no sockets here");
        }
    }

    /** Five workers, each busy for a random time. */
    private final class Workers implements AsyncGateway {

        @Override
        public AsyncExchange dispatch(GatewayRequest request, EventLoop loop, ResponseHandler handler) {
            time.at(time.nanoTime() + exponential(SERVICE_NANOS), () -> handler.answered(answer));
            return () -> {};
        }

        @Override
        public String name() {
            return "workers";
        }

        @Override
        public boolean drain(Duration longest) {
            return true;
        }

        @Override
        public PoolStats stats() {
            return PoolStats.of(5);
        }

        @Override
        public void close() {}
    }

    /** Counts how long a request was there, and ends its response. */
    private final class Counting implements ResponseHandler {

        private final long begun = time.nanoTime();

        @Override
        public void answered(AsyncResponse response) {
            waited += time.nanoTime() - begun;
            answered++;
            response.close();
        }

        @Override
        public void failed(GatewayException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    @Covers("balancer/case-70")
    void oneQueueForTwentyWorkersIsShort() {
        BalancerBuilder<AsyncGateway, AsyncBalancer> builder = AsyncBalancer.builder()
                .timing(time)
                .random(random::nextInt)
                .executor(Runnable::run)
                .queueing(queueing -> queueing.withLongest(Duration.ofDays(1)).withSticky(Duration.ofDays(1)));
        for (int i = 0; i < 4; i++) {
            builder.member("fpm-" + i, new Workers());
        }
        EventLoop loop = new SameThread();
        try (AsyncBalancer balancer = builder.build()) {
            for (int i = 0; i < REQUESTS; i++) {
                time.passNanos(exponential(SERVICE_NANOS / (0.8 * 20)));
                balancer.dispatch(GatewayRequest.get("/").build(), loop, new Counting());
            }
            time.pass(Duration.ofHours(1));
            assertEquals(REQUESTS, answered);
            // Erlang's C formula gives 0.064 service times for one queue, and 0.554 for four.
            double wait = waited / REQUESTS / SERVICE_NANOS - 1;
            assertTrue(wait > 0.03 && wait <= 0.09, wait + " service times");
            assertEquals(0, balancer.balance().waiting());
        }
    }
}
