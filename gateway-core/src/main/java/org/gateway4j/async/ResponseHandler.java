package org.gateway4j.async;

import org.gateway4j.GatewayException;

/**
 * Gets the outcome of one dispatch: one of the two calls, once, on the loop that the dispatch was made for. It must not block.
 * What it throws goes to the log, and the exchange is closed.
 */
public interface ResponseHandler {

    /**
     * The response head is decoded. The body is read from the response, now or later, on the loop.
     *
     * @param response the response, to be closed
     */
    void answered(AsyncResponse response);

    /**
     * There is no response.
     *
     * @param failure why, and what to answer instead
     */
    void failed(GatewayException failure);
}
