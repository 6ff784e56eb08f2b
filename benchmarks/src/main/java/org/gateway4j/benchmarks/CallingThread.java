package org.gateway4j.benchmarks;

import java.io.IOException;
import org.gateway4j.benchmarks.client.Caller;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One thread of a host. */
@State(Scope.Thread)
public abstract class CallingThread {

    private Caller caller = () -> 0;

    /** Connects, where the contestant does that beforehand. */
    void begin(Comparand comparand) throws IOException {
        caller = comparand.caller();
    }

    /** One request and its whole answer. */
    long call() throws IOException {
        return caller.call();
    }

    /** Disconnects. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
        caller.close();
    }
}
