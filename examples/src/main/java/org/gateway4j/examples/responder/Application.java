package org.gateway4j.examples.responder;

import java.io.IOException;

/** An application in the Responder role. Called by one thread for each connection. */
@FunctionalInterface
public interface Application {

    /**
     * Answers a request. The answer ends with the return from this method.
     *
     * @throws IOException if the server is gone, or to break the connection off
     */
    void answer(AppRequest request, AppResponse response) throws IOException;
}
