package org.gateway4j;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when there is no response, or when its body is truncated. There is one final subclass for each thing that a
 * host must do differently. As long as the host has sent nothing to the client, {@link #suggestedStatus} says what to
 * answer. After that, the host aborts its own response, so that the client can see the truncation.
 *
 * <p>The message names the application, what went wrong where, and how far the request had come. It contains no secrets
 * and no control characters.
 */
public abstract sealed class GatewayException extends IOException
        permits RequestRejectedException,
                RequestBodyException,
                BackendBusyException,
                BackendTimeoutException,
                BackendFailureException,
                ExchangeAbortedException {

    private static final long serialVersionUID = 1;

    private final String backend;
    private final Phase phase;
    private final boolean mayHaveRun;

    GatewayException(String backend, Phase phase, boolean mayHaveRun, String message, @Nullable Throwable cause) {
        super(MessageText.line(backend.isEmpty() ? message : backend + ": " + message), cause);
        this.backend = backend;
        this.phase = phase;
        this.mayHaveRun = mayHaveRun;
    }

    /**
     * The status to answer the client with.
     *
     * @return 400 to 504
     */
    public abstract int suggestedStatus();

    /**
     * How long the client should wait before it tries again, for a Retry-After header.
     *
     * @return the time to wait; null if trying again is pointless
     */
    public @Nullable Duration retryAfter() {
        return null;
    }

    /**
     * Whether the application or its connection is to blame. A balancer counts such failures against the application;
     * other failures say nothing about its health. A single failure before the request was sent ({@link Phase#CONNECT})
     * is reason enough to go elsewhere. A missed deadline or a malformed answer may be due to the request, so only
     * several of them are a reason.
     *
     * @return true if the failure counts against the application
     */
    public abstract boolean blamesBackend();

    /**
     * The application, as messages name it: {@code fastcgi unix:/run/php.sock}, or
     * {@code shop (fastcgi unix:/run/php.sock)} if the gateway has a {@linkplain GatewayBuilder#name name}. This text
     * is for people. To tell gateways apart, use {@link Gateway#name}.
     *
     * @return the protocol and endpoint, with the gateway's name before them if it has one; empty in a
     *     {@link RequestRejectedException} that no gateway has thrown
     */
    public final String backend() {
        return backend;
    }

    /**
     * How far the exchange had come.
     *
     * @return the phase
     */
    public final Phase phase() {
        return phase;
    }

    /**
     * Whether the application can have executed the request, in whole or in part. If false, repeating the request
     * elsewhere is safe for any method. {@link Gateway#dispatch} says which bodies can be sent again.
     *
     * @return false only if the application has certainly not executed it
     */
    public final boolean mayHaveRun() {
        return mayHaveRun;
    }
}
