package org.gateway4j.benchmarks;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.gateway4j.benchmarks.client.Contestant;
import org.gateway4j.benchmarks.client.Workload;
import org.gateway4j.benchmarks.responder.Service;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.Warmup;

/**
 * {@code taskset -c 1 java -jar benchmarks/target/benchmarks.jar DeadlineBenchmark}, then with {@code -t 16}.
 *
 * <p>What do deadlines cost?
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class DeadlineBenchmark {

    /** What is compared. */
    public static class Subject extends Comparand {

        /** Who. */
        @Param({"GATEWAY_WITHOUT_DEADLINES", "GATEWAY"})
        public Contestant contestant = Contestant.GATEWAY;

        /** The protocol. */
        @Param({"FASTCGI", "AJP"})
        public Service.Kind protocol = Service.Kind.FASTCGI;

        /** What the application listens on. */
        @Param({"tcp", "unix"})
        public String socket = "tcp";

        @Override
        String socket() {
            return socket;
        }

        @Override
        Contestant contestant() {
            return contestant;
        }

        @Override
        Workload workload() {
            return Workload.get(protocol, 200);
        }
    }

    /** One thread of a host. */
    public static class Host extends CallingThread {

        /** Begins. */
        @Setup(Level.Trial)
        public void open(Subject subject) throws IOException {
            begin(subject);
        }
    }

    /** One request and its whole answer. */
    @Benchmark
    public long get(Host host) throws IOException {
        return host.call();
    }
}
