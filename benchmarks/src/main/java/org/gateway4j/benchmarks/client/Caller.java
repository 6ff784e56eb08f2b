package org.gateway4j.benchmarks.client;

import java.io.IOException;

/** One thread's use of a {@link Client}. */
public interface Caller extends AutoCloseable {

    /**
     * Sends one request and receives the whole answer.
     *
     * @return something that depends on what was received, so that none of the work can be left out
     */
    long call() throws IOException;

    @Override
    default void close() throws IOException {}
}
