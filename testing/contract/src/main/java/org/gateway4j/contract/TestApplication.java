package org.gateway4j.contract;

import java.io.IOException;

/**
 * An application behind a gateway that does what the test says. Each protocol's tests bring one of their own, which
 * decodes requests without the help of the code under test.
 */
public interface TestApplication extends AutoCloseable {

    /** How to serve a request. */
    @FunctionalInterface
    interface Behaviour {

        /** Serves one; on return, the answer is ended unless that was done. */
        void serve(ApplicationCall call) throws Exception;
    }

    /** Says how to serve all requests from now on. */
    void behave(Behaviour behaviour);

    /** How many requests it has received. */
    int requests();

    /** How many connections (CGI: processes) it has seen. */
    int connections();

    /** How many of them are open. */
    int openConnections();

    @Override
    void close() throws IOException;
}
