package org.gateway4j;

import org.jspecify.annotations.Nullable;

/**
 * An exchange that is over, in figures, for metrics and access logs. {@link GatewayListener#exchangeEnded} gets them. They do
 * not change any more; safe for use by any number of threads.
 */
public interface ExchangeFacts {

    /**
     * The response's status.
     *
     * @return 200 to 999, or -1 if the exchange failed before its response head was decoded
     */
    int status();

    /**
     * How the exchange failed.
     *
     * @return the exception of {@link GatewayListener#requestFailed}, or null if that was not called
     */
    @Nullable
    GatewayException failure();

    /**
     * Whether the response was read to its end.
     *
     * @return false if the exchange failed, or the host closed the response before its end
     */
    boolean complete();

    /**
     * Whether the request was sent on a connection that had served another one before.
     *
     * @return false if it was sent on a new connection, at the second attempt if there was one, or not sent at all
     */
    boolean reused();

    /**
     * The number of bytes of the request's body that were handed to the connection, at the last attempt. An application that
     * answers early may not have read all of them.
     *
     * @return a number of bytes; 0 if no connection was opened, or the application got the body as a file
     */
    long requestBytes();

    /**
     * The number of bytes of the response's body that the host has read.
     *
     * @return a number of bytes
     */
    long responseBytes();

    /**
     * The time from the dispatch to the decoded response head.
     *
     * @return a time in nanoseconds, or -1 if the response head was not decoded
     */
    long headNanos();

    /**
     * The time from the dispatch to the end of the exchange. It includes the time in which the host read the body.
     *
     * @return a time in nanoseconds
     */
    long nanos();
}
