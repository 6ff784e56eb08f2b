package org.gateway4j;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * There is no response, or its body broke off. The final subclasses differ by what the host must do; {@link
 * #suggestedStatus} says what to answer while nothing has been sent to the client yet. After that, the host breaks its
 * own response off, so that the client can see that it is not whole.
 *
 * <p>The message names the application, what went wrong where, and how far the request had come. It holds no secrets and no
 * control characters.
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
     * When the client may try again, for a Retry-After header.
     *
     * @return the time to wait; null if there is no point in it
     */
    public @Nullable Duration retryAfter() {
        return null;
    }

    /**
     * Whether the application or its connection is to blame. A balancer counts these failures against it; the others
     * say nothing about its health. One before the request was sent ({@link Phase#CONNECT}) is reason enough to go
     * elsewhere; a missed deadline or a malformed answer may be due to this request, so only several of them are.
     *
     * @return true if it is
     */
    public abstract boolean blamesBackend();

    /**
     * The application, as messages name it: {@code fastcgi unix:/run/php.sock}, or {@code shop (fastcgi unix:/run/php.sock)} of a
     * gateway that has a {@linkplain GatewayBuilder#name name}. For people to read; {@link Gateway#name} is what to tell
     * gateways apart by.
     *
     * @return the protocol and endpoint, with the gateway's name before them; empty in a {@linkplain RequestRejectedException refusal} that no gateway has thrown
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
     * Whether the application can have executed the request, in whole or in part. If false, repeating it elsewhere is
     * safe for any method.
     *
     * @return false only if it certainly has not
     */
    public final boolean mayHaveRun() {
        return mayHaveRun;
    }
}
