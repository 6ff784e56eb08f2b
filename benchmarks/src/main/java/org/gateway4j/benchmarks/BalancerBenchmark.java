package org.gateway4j.benchmarks;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayCall;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Headers;
import org.gateway4j.PoolStats;
import org.gateway4j.RequestBody;
import org.gateway4j.balancer.Balancer;
import org.gateway4j.balancer.BalancerBuilder;
import org.gateway4j.balancer.Policy;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * {@code java -jar benchmarks/target/benchmarks.jar BalancerBenchmark -prof gc}
 *
 * <p>What does a balancer add to a dispatch? The members answer at once, without a backend; {@code alone} is one of them. The
 * policy {@code first} takes the first member, so the other policies' choices cost what they are above it.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class BalancerBenchmark {

    private static final GatewayRequest REQUEST = GatewayRequest.get("/user/7").build();

    /** How many members there are. */
    @Param({"3", "1000"})
    public int members;

    /** How a member is chosen. */
    @Param({"first", "roundRobin", "leastInFlight", "powerOfTwo", "peakLatency", "consistentHash"})
    public String policy = "";

    private final Gateway alone = new Echo();
    private Balancer balancer = Balancer.builder().member("none", alone).build();

    /** Makes the balancer. */
    @Setup
    public void open() {
        BalancerBuilder<Gateway, Balancer> builder = Balancer.builder().policy(policy());
        for (int i = 0; i < members; i++) {
            builder.member("member-" + i, new Echo());
        }
        balancer = builder.build();
    }

    private Policy policy() {
        return switch (policy) {
            case "first" -> choice -> choice.isFree(0) ? 0 : -1;
            case "roundRobin" -> Policy.roundRobin();
            case "leastInFlight" -> Policy.leastInFlight();
            case "powerOfTwo" -> Policy.powerOfTwo();
            case "peakLatency" -> Policy.peakLatency();
            default -> Policy.consistentHash(GatewayRequest::path, 1.25);
        };
    }

    /** Closes it. */
    @TearDown
    public void close() {
        balancer.close();
    }

    /** A dispatch through the balancer. */
    @Benchmark
    public int balanced() throws GatewayException {
        try (GatewayResponse response = balancer.dispatch(REQUEST)) {
            return response.status();
        }
    }

    /** A dispatch to a member. */
    @Benchmark
    public int alone() throws GatewayException {
        try (GatewayResponse response = alone.newCall(REQUEST).dispatch()) {
            return response.status();
        }
    }

    private static final class Echo implements Gateway {

        @Override
        public GatewayResponse dispatch(GatewayRequest request) {
            return GatewayResponse.of(200, Headers.empty(), RequestBody.none());
        }

        @Override
        public GatewayCall newCall(GatewayRequest request) {
            return new GatewayCall() {
                @Override
                public GatewayResponse dispatch() {
                    return Echo.this.dispatch(request);
                }

                @Override
                public void cancel() {}

                @Override
                public boolean isCancelled() {
                    return false;
                }
            };
        }

        @Override
        public String name() {
            return "echo";
        }

        @Override
        public boolean drain(Duration longest) {
            return true;
        }

        @Override
        public PoolStats stats() {
            return PoolStats.of(100);
        }

        @Override
        public void close() {}
    }
}
