package org.gateway4j.benchmarks;

import java.io.IOException;
import org.gateway4j.Endpoint;
import org.gateway4j.benchmarks.responder.ResponderProcess;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The application behind the gateway, for one trial. */
@State(Scope.Benchmark)
public class Application {

    /** What it listens on: {@code tcp} or {@code unix}. */
    @Param({"tcp", "unix"})
    public String socket = "tcp";

    /** How many bytes the body of its answers has. */
    @Param("200")
    public int answer;

    private ResponderProcess process;

    /** Starts it. */
    @Setup(Level.Trial)
    public void start() throws IOException {
        process = socket.equals("unix") ? ResponderProcess.unix(answer) : ResponderProcess.tcp(answer);
    }

    /** Ends it. */
    @TearDown(Level.Trial)
    public void stop() throws IOException {
        process.close();
    }

    Endpoint endpoint() {
        return process.endpoint();
    }
}
