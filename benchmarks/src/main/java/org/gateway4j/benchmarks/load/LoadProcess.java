package org.gateway4j.benchmarks.load;

import java.io.IOException;
import org.gateway4j.benchmarks.responder.ResponderProcess;

/** The load generator, in a process of its own. */
public final class LoadProcess implements AutoCloseable {

    private final ResponderProcess process;

    private LoadProcess(ResponderProcess process) {
        this.process = process;
    }

    /** Starts it. */
    public static LoadProcess start() throws IOException {
        return new LoadProcess(ResponderProcess.tcp(LoadGenerator.class));
    }

    /** Loads a server for so long. */
    public Load run(int port, String path, int connections, long millis) throws IOException {
        String line = process.ask(port + " " + path + " " + connections + " " + millis);
        return Load.parse(line);
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
