package org.gateway4j.benchmarks;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.gateway4j.GatewayListener.CloseReason;
import org.gateway4j.PoolConfig;
import org.gateway4j.internal.pool.ConnectionPool;
import org.gateway4j.internal.pool.Lease;
import org.gateway4j.internal.pool.PoolRejection;
import org.gateway4j.internal.pool.Pooled;
import org.gateway4j.internal.wire.Nanos;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * {@code java -jar benchmarks/target/benchmarks.jar PoolBenchmark -prof gc}, then with {@code -t 64}.
 *
 * <p>What does a lease cost when more callers want one than there are, and do others wait while a connection is closed
 * slowly? The rival is a queue of connections, which has no cap on waiters, no deadlines, no ages and no figures.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@Threads(16)
@State(Scope.Benchmark)
public class PoolBenchmark {

    private static final long CLOSING_NANOS = 1_000_000;

    /** How many connections there are. */
    @Param({"8", "64"})
    public int connections;

    /** One use in so many ends with a connection that takes 1 ms to close; 0 for none. */
    @Param({"0", "1000"})
    public int slowCloses;

    private ConnectionPool<Idler> pool = new ConnectionPool<>(PoolConfig.of(1), System::nanoTime);
    private BlockingQueue<Idler> queue = new ArrayBlockingQueue<>(1);

    /** Makes both. */
    @Setup(Level.Iteration)
    public void open() {
        pool = new ConnectionPool<>(PoolConfig.of(connections), System::nanoTime);
        queue = new ArrayBlockingQueue<>(connections);
        for (int i = 0; i < connections; i++) {
            queue.add(new Idler());
        }
    }

    /** Closes the pool. */
    @TearDown(Level.Iteration)
    public void close() {
        pool.close();
    }

    /** The pool. */
    @Benchmark
    public Object pool() throws PoolRejection, InterruptedException {
        Lease<Idler> lease = pool.acquire(Nanos.NEVER);
        Idler connection = lease.connection();
        if (connection == null) {
            connection = new Idler();
            lease.opened(connection);
        }
        if (endsNow()) {
            lease.discard(CloseReason.WORN_OUT);
        } else {
            lease.release();
        }
        return connection;
    }

    /** The rival. */
    @Benchmark
    public Object queue() throws InterruptedException {
        Idler connection = queue.take();
        if (endsNow()) {
            connection.close(CloseReason.WORN_OUT, () -> {});
            connection = new Idler();
        }
        queue.put(connection);
        return connection;
    }

    private boolean endsNow() {
        return slowCloses > 0 && ThreadLocalRandom.current().nextInt(slowCloses) == 0;
    }

    /** A connection that does nothing but close slowly. */
    private static final class Idler implements Pooled {

        @Override
        public boolean isAlive() {
            return true;
        }

        @Override
        public void close(CloseReason reason, Runnable whenGone) {
            long end = System.nanoTime() + CLOSING_NANOS;
            for (long left = CLOSING_NANOS; left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            whenGone.run();
        }
    }
}
