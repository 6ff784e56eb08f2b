package org.gateway4j.benchmarks;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.gateway4j.Endpoint;
import org.gateway4j.benchmarks.client.Client;
import org.gateway4j.benchmarks.client.Contestant;
import org.gateway4j.benchmarks.client.Workload;
import org.gateway4j.testkit.processes.JavaProgram;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * {@code taskset -c 1 java -jar benchmarks/target/benchmarks.jar ExchangeBenchmark -prof gc}, then with {@code -t 16} and
 * {@code -t 64}; on virtual threads with {@code -jvmArgs -Djmh.executor=VIRTUAL}.
 *
 * <p>What does a whole exchange with an application cost? Who calls, what is moved and over which kind of socket are
 * parameters; {@code benchmarks/README.md} names the pairs of contestants that are worth comparing. The request is built
 * anew each time; {@link CodecBenchmark#buildRequest} says what that alone costs.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Benchmark)
public class ExchangeBenchmark {

    /** Who calls. */
    @Param({"BARE", "GATEWAY"})
    public Contestant contestant = Contestant.GATEWAY;

    /** What each call moves. */
    @Param({"FASTCGI_GET", "AJP_GET"})
    public Workload workload = Workload.FASTCGI_GET;

    /** What the application listens on. */
    @Param({"tcp", "unix"})
    public String socket = "tcp";

    private JavaProgram application;
    private Client client;

    /** Starts the application and its client. */
    @Setup(Level.Trial)
    public void open(BenchmarkParams benchmark) throws IOException {
        application = workload.service().start(socket);
        client = contestant.open(Endpoint.parse(application.address()), workload, benchmark.getThreads());
    }

    /** Ends both. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
        client.close();
        application.close();
    }

    /** One thread of a host. */
    @State(Scope.Thread)
    public static class Host {

        private Client.Caller caller;

        /** Connects, where the contestant does that beforehand. */
        @Setup(Level.Trial)
        public void open(ExchangeBenchmark benchmark) throws IOException {
            caller = benchmark.client.caller();
        }

        /** Disconnects. */
        @TearDown(Level.Trial)
        public void close() throws IOException {
            caller.close();
        }
    }

    /** One request and its whole answer. */
    @Benchmark
    public long call(Host host) throws IOException {
        return host.caller.call();
    }
}
