package org.gateway4j;

import java.util.Objects;

/**
 * Hears of everything that happens in a gateway, for metrics and traces. Every method does nothing unless it is
 * overridden.
 *
 * <pre>
 * requestStarted
 *   requestSpooled?                      the body was read ahead
 *   connectionOpened?                    a new connection was needed
 *   connectionAcquired
 *   ( requestRetried                     a reused connection was dead: once more on a new one
 *     connectionOpened
 *     connectionAcquired )?
 *   requestSent?                         not if the application answers before it has read everything
 *   applicationError*                    at any time from here to the end
 *   responseHead
 * responseEnded | requestFailed          exactly one of them
 * exchangeEnded                          last
 *
 * connectionClosed                       once for each connectionOpened, at any time after it
 * </pre>
 *
 * <p>The request identifies its exchange: every call for one exchange passes the same object. Calls for one exchange
 * come one after another, with one exception: {@link #applicationError} may come at any time for a CGI process, because
 * a thread of its own reads the process's error output. Calls for different exchanges come at the same time on
 * different threads. The calling thread is the one that dispatches or reads; for an idle connection that is closed, it
 * is a thread of the gateway. A method must be fast, must not block and must not throw. An exception that it throws is
 * logged and otherwise ignored.
 */
public interface GatewayListener {

    /** Why a connection was closed. */
    enum CloseReason {
        /** It was unused for {@link PoolConfig#idleTimeout}, or too many connections were idle. */
        IDLE,
        /** It reached {@link PoolConfig#maxAge} or {@link PoolConfig#maxUses}. */
        WORN_OUT,
        /** The application had closed it while it was idle, or had sent bytes without a request. */
        STALE,
        /** Its exchange did not come to a clean end. */
        FAILED,
        /** The protocol or the configuration does not allow its reuse. */
        NOT_REUSABLE,
        /** The gateway was closed. */
        GATEWAY_CLOSED
    }

    /**
     * A dispatch began.
     *
     * @param request the request
     */
    default void requestStarted(GatewayRequest request) {}

    /**
     * The body was read ahead of sending.
     *
     * @param request the request
     * @param bytes its length
     */
    default void requestSpooled(GatewayRequest request, long bytes) {}

    /**
     * The request has a connection.
     *
     * @param request the request
     * @param connectionId the connection's number, unique within the gateway
     * @param reused whether the connection has served a request before
     * @param waitedNanos how long the request waited for it, in nanoseconds; includes the time to open a new connection
     */
    default void connectionAcquired(GatewayRequest request, long connectionId, boolean reused, long waitedNanos) {}

    /**
     * A reused connection was dead. The request is sent once more on a new connection.
     *
     * @param request the request
     * @param failure how the first attempt ended
     */
    default void requestRetried(GatewayRequest request, GatewayException failure) {}

    /**
     * The request, with its whole body, was handed to the kernel.
     *
     * @param request the request
     * @param bodyBytes the number of bytes of its body
     */
    default void requestSent(GatewayRequest request, long bodyBytes) {}

    /**
     * The application wrote to its error output.
     *
     * @param request the request
     * @param text a piece of the error output, with control characters escaped. Output beyond
     *     {@link Limits#stderrBytes} is left out
     */
    default void applicationError(GatewayRequest request, String text) {}

    /**
     * The response head was decoded.
     *
     * @param request the request
     * @param status the response's status
     */
    default void responseHead(GatewayRequest request, int status) {}

    /**
     * The exchange ended without failure.
     *
     * @param request the request
     * @param bodyBytes the number of bytes of the response's body that the host has read
     * @param complete true if the body was read to its end, false if the host closed the response before that
     */
    default void responseEnded(GatewayRequest request, long bodyBytes, boolean complete) {}

    /**
     * The exchange failed.
     *
     * @param request the request
     * @param failure the exception that the host gets too. If the host's own code threw something else, it is an
     *     {@link ExchangeAbortedException} with that as its cause
     */
    default void requestFailed(GatewayRequest request, GatewayException failure) {}

    /**
     * The exchange is over, with or without a failure. This is called after {@link #responseEnded} and
     * {@link #requestFailed}, once for each {@link #requestStarted}. A listener that needs an exchange's figures in all
     * implements this method alone, and keeps nothing between calls.
     *
     * @param request the request
     * @param facts status, failure, bytes and times
     */
    default void exchangeEnded(GatewayRequest request, ExchangeFacts facts) {}

    /**
     * A connection was opened.
     *
     * @param connectionId its number
     * @param nanos how long opening it took, in nanoseconds
     */
    default void connectionOpened(long connectionId, long nanos) {}

    /**
     * A connection was closed.
     *
     * @param connectionId its number
     * @param reason why
     * @param lifetimeNanos how long it was open, in nanoseconds
     */
    default void connectionClosed(long connectionId, CloseReason reason, long lifetimeNanos) {}

    /**
     * Joins this listener and another one. Each hears of everything, this one first.
     *
     * @param next the listener that is called after this one, even if this one throws
     * @return a listener that calls both
     */
    default GatewayListener andThen(GatewayListener next) {
        return new ListenerPair(this, Objects.requireNonNull(next, "next"));
    }
}
