package org.gateway4j.benchmarks.client;

import java.io.IOException;

/** One way to have requests of one kind answered, shared by all callers. */
public interface Client extends AutoCloseable {

    /** What one thread calls with. */
    Caller caller() throws IOException;

    @Override
    void close() throws IOException;

    /** One thread's use of a client. */
    interface Caller extends AutoCloseable {

        /**
         * Sends one request and receives the whole answer.
         *
         * @return something that depends on what was received, so that none of the work can be left out
         */
        long call() throws IOException;

        @Override
        default void close() throws IOException {}
    }
}
