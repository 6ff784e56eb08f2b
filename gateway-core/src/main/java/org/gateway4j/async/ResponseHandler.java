package org.gateway4j.async;

import org.gateway4j.GatewayException;

/**
 * Gets the outcome of one dispatch: exactly one of the two methods is called, once, on the loop of the dispatch. The
 * methods must not block. An exception that they throw is logged, and the exchange is closed.
 */
public interface ResponseHandler {

    /**
     * The response head is decoded. The host reads the body from the response, now or later, on the loop.
     *
     * @param response the response; the host must close it
     */
    void answered(AsyncResponse response);

    /**
     * There is no response.
     *
     * @param failure the reason, and what to answer instead
     */
    void failed(GatewayException failure);
}
