package org.gateway4j.benchmarks;

import java.util.concurrent.TimeUnit;
import org.gateway4j.Headers;
import org.gateway4j.benchmarks.client.BrowserRequest;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * {@code taskset -c 1 java -jar benchmarks/target/benchmarks.jar HeadersBenchmark -prof gc}.
 *
 * <p>What do headers cost: to check and collect fourteen fields, to find one of them, and to read all?
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Thread)
public class HeadersBenchmark {

    private final Headers headers = BrowserRequest.get().headers();

    /** All fields of a browser's request. */
    @Benchmark
    public Headers collect() {
        Headers.Builder builder = Headers.builder();
        BrowserRequest.eachHeader(builder::add);
        return builder.build();
    }

    /** One in the middle, in another case. */
    @Benchmark
    public @Nullable String find() {
        return headers.first("cookie");
    }

    /** Names and values. */
    @Benchmark
    public int readAll() {
        int length = 0;
        for (int i = 0; i < headers.size(); i++) {
            length += headers.name(i).length() + headers.value(i).length();
        }
        return length;
    }
}
