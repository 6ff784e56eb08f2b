package org.gateway4j.benchmarks;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * {@code taskset -c 1 java -jar benchmarks/target/benchmarks.jar CgiBenchmark}
 *
 * <p>How near does a small request to a shell script come to {@link ProcessBuilder} alone, which starts the same script
 * with the same environment, reads its output and error output, and waits for its exit? Processes are slow, so it takes half a
 * minute until the code around them is compiled.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 6)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class CgiBenchmark {

    /** The body's way out, for each thread its own. */
    @State(Scope.Thread)
    public static class Host {

        final byte[] buffer = new byte[64 * 1024];
    }

    /** The limit. */
    @Benchmark
    public long bareProcess(HelloScript script, Host host) throws IOException, InterruptedException {
        return script.spawn(host.buffer);
    }

    /** The library. */
    @Benchmark
    public long gateway(HelloScript script, Host host, Blackhole blackhole) throws IOException {
        return HostWork.answer(script.gateway(), BrowserRequest.get(), host.buffer, blackhole);
    }
}
