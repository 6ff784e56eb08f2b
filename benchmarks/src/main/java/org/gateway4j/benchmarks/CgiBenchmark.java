package org.gateway4j.benchmarks;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.gateway4j.benchmarks.client.CgiContestant;
import org.gateway4j.benchmarks.client.Client;
import org.gateway4j.benchmarks.client.HelloScript;
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
 * {@code java -jar benchmarks/target/benchmarks.jar CgiBenchmark}, then with {@code -t 8}.
 *
 * <p>How near does a small request to a shell script come to {@link ProcessBuilder} alone, which starts the same script
 * with the same environment, reads its output and error output, and waits for its exit?
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Benchmark)
public class CgiBenchmark {

    /** Who. */
    @Param({"BARE", "GATEWAY"})
    public CgiContestant contestant = CgiContestant.GATEWAY;

    private HelloScript script;
    private Client client;

    /** Writes the script. */
    @Setup(Level.Trial)
    public void open(BenchmarkParams benchmark) throws IOException {
        script = HelloScript.hello();
        client = contestant.open(script, benchmark.getThreads());
    }

    /** Removes it. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
        client.close();
        script.close();
    }

    /** One thread of a host. */
    @State(Scope.Thread)
    public static class Host {

        private Client.Caller caller;

        /** Begins. */
        @Setup(Level.Trial)
        public void open(CgiBenchmark benchmark) throws IOException {
            caller = benchmark.client.caller();
        }
    }

    /** One request and its whole answer. */
    @Benchmark
    public long run(Host host) throws IOException {
        return host.caller.call();
    }
}
