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

        /**
         * Serves a request; on return, the answer is ended unless that was done.
         *
         * @param call the request, to be used by this thread alone
         * @throws Exception what makes the test fail, unless it is an {@link IOException}: then the gateway has let go
         */
        void serve(ApplicationCall call) throws Exception;
    }

    /**
     * Says how to serve all requests from now on.
     *
     * @param behaviour may be called by several threads at once
     */
    void behave(Behaviour behaviour);

    /** {@return how many requests it has received} */
    int requests();

    /** {@return how many connections it has seen; processes, where each request has one} */
    int connections();

    /** {@return how many of them are open} */
    int openConnections();

    @Override
    void close() throws IOException;
}
