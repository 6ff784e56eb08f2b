package org.gateway4j;

import java.util.Objects;

/**
 * Told of everything that happens in a gateway, for metrics and traces. Every method does nothing unless overridden.
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
 * responseEnded | requestFailed          exactly one of them, last
 *
 * connectionClosed                       once for each connectionOpened, at any time after it
 * </pre>
 *
 * <p>The request is the identity of its exchange: every call for one exchange passes the same object, and calls for one
 * exchange follow each other, but for {@link #applicationError}: a thread of its own reads a process's error output, and tells
 * of that at any time. Calls for different exchanges come at the same time on different threads. A method must be
 * fast, must not block and must not throw; what it throws is logged and otherwise ignored.
 */
public interface GatewayListener {

    /** Why a connection was closed. */
    enum CloseReason {
        /** It was unused for {@link PoolConfig#idleTimeout}, or too many were idle. */
        IDLE,
        /** It reached {@link PoolConfig#maxAge} or {@link PoolConfig#maxUses}. */
        WORN_OUT,
        /** The application had closed it while it was idle, or had sent bytes that nobody asked for. */
        STALE,
        /** Its exchange did not come to a clean end. */
        FAILED,
        /** The protocol or the configuration does not allow to use it again. */
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
     * A connection is at the request's disposal.
     *
     * @param request the request
     * @param connectionId the connection's number, unique within the gateway
     * @param reused whether it has served before
     * @param waitedNanos how long that took, a new connection's opening included, in nanoseconds
     */
    default void connectionAcquired(GatewayRequest request, long connectionId, boolean reused, long waitedNanos) {}

    /**
     * A reused connection was dead; the request is sent once more on a new one.
     *
     * @param request the request
     * @param failure how the first attempt ended
     */
    default void requestRetried(GatewayRequest request, GatewayException failure) {}

    /**
     * The request, with its body, was handed to the kernel.
     *
     * @param request the request
     * @param bodyBytes how many bytes its body had
     */
    default void requestSent(GatewayRequest request, long bodyBytes) {}

    /**
     * The application wrote to its error output.
     *
     * @param request the request
     * @param text a piece of it, control characters escaped, as long as it is within {@link Limits#stderrBytes}
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
     * @param bodyBytes how many bytes of the body the host has read
     * @param complete true if it was read to its end, false if the host closed the response before
     */
    default void responseEnded(GatewayRequest request, long bodyBytes, boolean complete) {}

    /**
     * The exchange failed.
     *
     * @param request the request
     * @param failure the exception that the host gets too; if the host's own code threw something else, an {@link
     *     ExchangeAbortedException} with that as its cause
     */
    default void requestFailed(GatewayRequest request, GatewayException failure) {}

    /**
     * A connection was opened.
     *
     * @param connectionId its number
     * @param nanos how long that took, in nanoseconds
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
     * Joins this listener and another one. Each is told of everything, this one first.
     *
     * @param next who is told after this one, even where this one throws
     * @return a listener for both
     */
    default GatewayListener andThen(GatewayListener next) {
        return new ListenerPair(this, Objects.requireNonNull(next, "next"));
    }
}
