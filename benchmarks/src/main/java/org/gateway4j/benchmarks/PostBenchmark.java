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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * {@code taskset -c 1 java -jar benchmarks/target/benchmarks.jar PostBenchmark -prof gc}.
 *
 * <p>How near does a small POST come to a bare socket that writes head, body and end in one piece?
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class PostBenchmark {

    /** What is posted, for each thread its own. */
    @State(Scope.Thread)
    public static class Host {

        /** How many bytes. */
        @Param({"1024", "16384"})
        public int body;

        final byte[] buffer = new byte[64 * 1024];
        byte[] content = {};
        ByteBuffer encoded = ByteBuffer.allocate(0);

        /** Encodes the request. */
        @Setup
        public void encode() throws RequestRejectedException {
            content = new byte[body];
            encoded = Wire.encoded(BrowserRequest.post(content));
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
        return gateway.dispatch(BrowserRequest.post(host.content), host.buffer, blackhole);
    }
}
