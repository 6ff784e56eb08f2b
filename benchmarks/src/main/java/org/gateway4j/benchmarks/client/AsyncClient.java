package org.gateway4j.benchmarks.client;

import java.io.IOException;

/** One way to have requests of one kind answered without threads that wait, shared by all callers. */
public interface AsyncClient extends AutoCloseable {

    /** What one chain of calls is made with. */
    Caller caller() throws IOException;

    @Override
    void close() throws IOException;

    /** Makes one call at a time. */
    interface Caller {

        /**
         * Begins to send one request and to receive the whole answer. The next call may begin as soon as the outcome is
         * known, inside of that call.
         */
        void call(Outcome outcome);
    }

    /** Hears of the end of a call, on any thread. */
    interface Outcome {

        /**
         * The answer was received.
         *
         * @param seen something that depends on what was received, so that none of the work can be left out
         */
        void answered(long seen);

        /** There is no answer, or not the right one. */
        void failed(Exception failure);
    }
}
