package org.gateway4j.benchmarks;

import java.io.IOException;
import org.gateway4j.benchmarks.client.Caller;
import org.gateway4j.benchmarks.client.Client;
import org.gateway4j.benchmarks.client.Contestant;
import org.gateway4j.benchmarks.client.Workload;
import org.gateway4j.benchmarks.responder.ResponderProcess;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

/** One contestant and the application that it calls, for one trial of one question. */
@State(Scope.Benchmark)
public abstract class Comparand {

    private ResponderProcess application;
    private Client client;

    /** {@code tcp} or {@code unix}. */
    abstract String socket();

    abstract Contestant contestant();

    abstract Workload workload();

    /** Starts both. */
    @Setup(Level.Trial)
    public void open(BenchmarkParams benchmark) throws IOException {
        application = ResponderProcess.start(socket(), workload().service());
        client = contestant().open(application.endpoint(), workload(), benchmark.getThreads());
    }

    /** Ends both. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
        client.close();
        application.close();
    }

    Caller caller() throws IOException {
        return client.caller();
    }
}
