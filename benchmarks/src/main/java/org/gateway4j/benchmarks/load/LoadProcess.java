package org.gateway4j.benchmarks.load;

import java.io.IOException;
import org.gateway4j.testkit.processes.JavaProgram;

/** The load generator, in a process of its own. */
public final class LoadProcess implements AutoCloseable {

    /**
     * What came of a turn.
     *
     * @param answers how many requests were answered with a status from 200 to 299
     * @param errors how many otherwise, or not at all
     * @param nanos how long it took
     */
    public record Load(long answers, long errors, long nanos) {

        private static Load parse(String line) {
            String[] parts = line.split(" ", 3);
            return new Load(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
        }
    }

    private final JavaProgram process;

    private LoadProcess(JavaProgram process) {
        this.process = process;
    }

    /** Starts it. */
    public static LoadProcess start() throws IOException {
        return new LoadProcess(JavaProgram.start(LoadGenerator.class));
    }

    /** Loads a server for so long. */
    public Load run(int port, String path, int connections, long millis) throws IOException {
        return Load.parse(process.ask(port + " " + path + " " + connections + " " + millis));
    }

    @Override
    public void close() {
        process.close();
    }
}
