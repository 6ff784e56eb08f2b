package org.gateway4j.benchmarks.client;

import java.io.IOException;

/** One way to have requests of one kind answered, shared by all callers. */
public interface Client extends AutoCloseable {

    /** What one thread calls with. */
    Caller caller() throws IOException;

    @Override
    void close() throws IOException;
}
