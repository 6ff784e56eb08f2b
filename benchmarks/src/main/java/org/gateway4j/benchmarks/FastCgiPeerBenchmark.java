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
 * {@code taskset -c 1 java -jar benchmarks/target/benchmarks.jar FastCgiPeerBenchmark -t 16 -prof gc}.
 *
 * <p>How does a GET compare with the same GET by Jetty's FastCGI client?
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class FastCgiPeerBenchmark {

    /** What is compared. */
    public static class Subject extends Comparand {

        /** Who. */
        @Param({"JETTY", "GATEWAY"})
        public Contestant contestant = Contestant.GATEWAY;

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
            return Workload.get(Service.Kind.FASTCGI, 200);
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
