package org.gateway4j.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.gateway4j.RequestRejectedException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * {@code taskset -c 1 java -jar benchmarks/target/benchmarks.jar DispatchBenchmark -prof gc}, then with {@code -t 16}.
 *
 * <p>How near does a GET through the whole public API come to the bare socket that moves the same bytes, and how much
 * does it allocate? The request is built anew each time; what that alone costs, {@link CodecBenchmark#buildRequest}
 * says. Answers of other sizes: {@code -p answer=65536,1048576}.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class DispatchBenchmark {

    /** The body's way out, and the bytes of the request, for each thread its own. */
    @State(Scope.Thread)
    public static class Host {

        final byte[] buffer = new byte[64 * 1024];
        ByteBuffer encoded = ByteBuffer.allocate(0);

        /** Encodes the request. */
        @Setup
        public void encode() throws RequestRejectedException {
            encoded = Wire.encoded(BrowserRequest.get());
        }
    }

    /** The limit. */
    @Benchmark
    public int bareSocket(BareSocket socket, Host host) throws IOException {
        return socket.exchange(host.encoded);
    }

    /** The library. */
    @Benchmark
    public long gateway(GatewayUnderTest gateway, Host host, Blackhole blackhole) throws IOException {
        return gateway.dispatch(BrowserRequest.get(), host.buffer, blackhole);
    }
}
