package org.gateway4j.internal.exchange;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import org.gateway4j.BackendBusyException;
import org.gateway4j.BackendFailureException;
import org.gateway4j.BackendTimeoutException;
import org.gateway4j.ExchangeAbortedException;
import org.gateway4j.GatewayException;
import org.gateway4j.Phase;
import org.gateway4j.RequestBodyException;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.internal.body.BodyFailure;
import org.gateway4j.internal.pool.PoolRejection;
import org.gateway4j.internal.protocol.AnswerException;
import org.gateway4j.internal.wire.ConnectException;
import org.gateway4j.internal.wire.ExhaustedException;
import org.gateway4j.internal.wire.Wire;
import org.jspecify.annotations.Nullable;

/** Turns internal failures into public exceptions, so that their messages read alike. */
public final class Failures {

    private final Backend backend;
    private final Medium medium;

    public Failures(Backend backend) {
        this.backend = backend;
        this.medium = backend.medium();
    }

    public GatewayException interrupted(Phase phase, boolean mayHaveRun) {
        Thread.currentThread().interrupt();
        return new ExchangeAbortedException(
                backend.name(), phase, mayHaveRun, "thread was interrupted" + soFar(phase, mayHaveRun), null);
    }

    /** The failure of a cancelled call, in place of the one that cancelling caused. */
    public GatewayException cancelled(GatewayException e) {
        return new ExchangeAbortedException(
                backend.name(), e.phase(), e.mayHaveRun(), "call was cancelled" + soFar(e.phase(), e.mayHaveRun()), e);
    }

    /** The failure of an exchange that its host has aborted in a phase. */
    public GatewayException cancelled(Phase phase) {
        boolean mayHaveRun = phase == Phase.BODY;
        return new ExchangeAbortedException(
                backend.name(), phase, mayHaveRun, "exchange was aborted" + soFar(phase, mayHaveRun), null);
    }

    /** The executor takes no task. */
    public GatewayException noThread(Throwable cause) {
        return new BackendBusyException(
                backend.name(), Phase.CHECK, "no thread to prepare the request: " + cause.getMessage(), cause);
    }

    /** The failure that the listener hears of when the host's own code has thrown an exception. */
    public GatewayException thrownByHost(Throwable thrown, Phase phase) {
        return new ExchangeAbortedException(
                backend.name(),
                phase,
                phase != Phase.CHECK,
                "the host's own code threw " + thrown.getClass().getName(),
                thrown);
    }

    public GatewayException rejected(PoolRejection rejection) {
        return switch (rejection.reason()) {
            case QUEUE_FULL -> full();
            case TIMED_OUT ->
                busy(
                        Phase.ACQUIRE,
                        "none of " + backend.pool().maxConnections() + " " + medium.plural() + " became free within "
                                + Backend.text(backend.timeouts().acquire()));
            case DRAINING -> busy(Phase.ACQUIRE, "gateway is draining and takes no more requests");
            case CLOSED ->
                new ExchangeAbortedException(backend.name(), Phase.ACQUIRE, false, "gateway was closed", rejection);
        };
    }

    private GatewayException full() {
        return busy(
                Phase.ACQUIRE,
                "all " + backend.pool().maxConnections() + " " + medium.plural() + " are in use and "
                        + backend.pool().maxWaiters() + " callers wait already");
    }

    /** The time of the whole exchange was over before it had a connection. */
    public GatewayException exchangeLate(Phase phase) {
        return new BackendTimeoutException(backend.name(), phase, false, late(phase, true) + soFar(phase, false), null);
    }

    private BackendBusyException busy(Phase phase, String message) {
        return new BackendBusyException(backend.name(), phase, message, null);
    }

    public GatewayException notConnected(ConnectException e) {
        String timeout = Backend.text(backend.timeouts().connect());
        return switch (e.kind()) {
            case FAILED ->
                new BackendFailureException(
                        backend.name(), Phase.CONNECT, false, medium.failure() + ": " + e.getMessage(), e);
            case TIMED_OUT ->
                new BackendTimeoutException(
                        backend.name(),
                        Phase.CONNECT,
                        e.mayHaveRun(),
                        "no " + medium.noun() + " within " + timeout + (e.mayHaveRun() ? " (may have run)" : ""),
                        e);
            case QUEUE_FULL -> new BackendBusyException(backend.name(), Phase.CONNECT, medium.refusal() + timeout, e);
            case EXHAUSTED ->
                new BackendBusyException(backend.name(), Phase.CONNECT, medium.failure() + ": " + e.getMessage(), e);
            case ABORTED -> closed(e.mayHaveRun(), e);
            case INTERRUPTED -> interrupted(Phase.CONNECT, e.mayHaveRun());
        };
    }

    /** Adds the application's name to a refusal whose author does not know it. */
    public GatewayException named(GatewayException e) {
        return e instanceof RequestRejectedException refusal ? refusal.by(backend.name()) : e;
    }

    /** The gateway was closed before the connection could be used. */
    public ExchangeAbortedException closed(boolean mayHaveRun, @Nullable Exception cause) {
        return new ExchangeAbortedException(backend.name(), Phase.CONNECT, mayHaveRun, "gateway was closed", cause);
    }

    /** This machine lacks something; the application is not to blame. */
    public GatewayException exhausted(ExhaustedException e, Phase phase, boolean mayHaveRun) {
        String message = e.getMessage() + soFar(phase, mayHaveRun);
        return mayHaveRun
                ? new ExchangeAbortedException(backend.name(), phase, true, message, e)
                : new BackendBusyException(backend.name(), phase, message, e);
    }

    public GatewayException unanswered(String fault) {
        if (Thread.currentThread().isInterrupted()) {
            return interrupted(Phase.CONNECT, false);
        }
        return new BackendFailureException(
                backend.name(), Phase.CONNECT, false, "a new connection did not answer a ping: " + fault, null);
    }

    public GatewayException badAnswer(AnswerException e, Phase phase, String errorOutput) {
        String message = e.getMessage() + quoted(errorOutput);
        return switch (e.kind()) {
            case MALFORMED -> new BackendFailureException(backend.name(), phase, true, message, e);
            case REFUSED -> new BackendFailureException(backend.name(), phase, false, message, e);
            case OVERLOADED -> new BackendBusyException(backend.name(), phase, message, e);
        };
    }

    public GatewayException endedEarly(Phase phase, boolean mayHaveRun, String position, String errorOutput) {
        return new BackendFailureException(
                backend.name(),
                phase,
                mayHaveRun,
                medium.noun() + " closed by the application " + position + soFar(phase, mayHaveRun)
                        + quoted(errorOutput),
                null);
    }

    public GatewayException bodyTooShort(long actual, long expected, String errorOutput) {
        return new BackendFailureException(
                backend.name(),
                Phase.BODY,
                true,
                "response body ended after " + actual + " of " + expected + " bytes" + quoted(errorOutput),
                null);
    }

    public GatewayException requestBody(BodyFailure e, Phase phase, boolean mayHaveRun) {
        return new RequestBodyException(
                backend.name(), phase, mayHaveRun, e.getMessage() + soFar(phase, mayHaveRun), e.getCause());
    }

    /** The meaning of an I/O error on the wire, which depends on who ended the wire. */
    public GatewayException io(IOException e, Wire.State wire, Phase phase, boolean mayHaveRun, boolean exchangeLate) {
        if (e instanceof ClosedByInterruptException || Thread.currentThread().isInterrupted()) {
            return interrupted(phase, mayHaveRun);
        }
        if (e instanceof ExhaustedException lack) {
            return exhausted(lack, phase, mayHaveRun);
        }
        return switch (wire) {
            case EXPIRED ->
                new BackendTimeoutException(
                        backend.name(),
                        phase,
                        mayHaveRun,
                        late(phase, exchangeLate) + soFar(phase, mayHaveRun) + because(e),
                        e);
            case ABORTED ->
                new ExchangeAbortedException(
                        backend.name(),
                        phase,
                        mayHaveRun,
                        "exchange was closed by another thread" + soFar(phase, mayHaveRun),
                        e);
            case OPEN, CLOSED ->
                new BackendFailureException(
                        backend.name(),
                        phase,
                        mayHaveRun,
                        medium.noun() + " broke: " + e.getMessage() + soFar(phase, mayHaveRun),
                        e);
        };
    }

    private String late(Phase phase, boolean exchangeLate) {
        if (exchangeLate) {
            return "exchange not finished after "
                    + Backend.text(backend.timeouts().exchange());
        }
        return switch (phase) {
            case SEND -> "no progress in sending for " + text(backend.timeouts().write());
            case BODY -> "no byte of the body for " + text(backend.timeouts().read());
            default -> "no response head after " + text(backend.timeouts().head());
        };
    }

    /** The message of the error; a wire that was closed on purpose has none. */
    private static String because(IOException e) {
        return e.getMessage() == null ? "" : "; " + e.getMessage();
    }

    private static String text(Duration duration) {
        return Backend.text(duration);
    }

    private static String soFar(Phase phase, boolean mayHaveRun) {
        if (phase == Phase.BODY) {
            return "";
        }
        if (!mayHaveRun) {
            return " (request not sent)";
        }
        return phase == Phase.SEND ? " (request sent in part, may have run)" : " (request sent, may have run)";
    }

    private static String quoted(String errorOutput) {
        return errorOutput.isEmpty() ? "" : "; its error output ends: " + errorOutput;
    }
}
