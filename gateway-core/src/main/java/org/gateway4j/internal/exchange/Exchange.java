package org.gateway4j.internal.exchange;

import java.io.EOFException;
import java.io.IOException;
import org.gateway4j.BackendFailureException;
import org.gateway4j.ExchangeAbortedException;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayListener.CloseReason;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Handoff;
import org.gateway4j.Phase;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.internal.body.BodyFailure;
import org.gateway4j.internal.pool.Lease;
import org.gateway4j.internal.protocol.AnswerException;
import org.gateway4j.internal.protocol.Protocol;
import org.gateway4j.internal.protocol.ResponseHead;
import org.gateway4j.internal.wire.Wire;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules of one exchange, the same for both drivers: what a response head means, whether the connection may serve again,
 * whether the request may be sent again, how a failure is named, and which events the listener hears. The drivers extend it. A
 * driver decides which thread is inside.
 *
 * <p>After the exchange, the connection may serve another one. So nothing here reads the connection's state any more.
 */
public abstract class Exchange<Q> {

    private static final Logger LOG = LoggerFactory.getLogger("org.gateway4j.response");

    /** The connection's side of it. */
    protected final Conversation<Q> conversation;

    private final PreparedRequest<Q> prepared;
    private final Lease<?> lease;
    private final ApplicationErrors errors;
    private long exitStatus = -1;
    private @Nullable Handoff handoff;
    private @Nullable GatewayException failure;

    /** Prepares to send a request over the connection of a lease. */
    protected Exchange(PreparedRequest<Q> prepared, Lease<?> lease, Conversation<Q> conversation)
            throws RequestRejectedException {
        this.prepared = prepared;
        this.lease = lease;
        this.conversation = conversation;
        this.errors = new ApplicationErrors(prepared.backend(), prepared.request());
        conversation.begin(prepared, errors);
    }

    /** Whether the wire works, and if not, who ended it. */
    protected abstract Wire.State wireState();

    /**
     * Ends this exchange for its driver. Called once, before the lease is given back.
     *
     * @return false if the connection must not serve again, because the exchange was aborted meanwhile
     */
    protected abstract boolean finish();

    /** Leaves the connection as it must be for the next exchange; false if that fails. */
    protected abstract boolean restoreConnection();

    /** The whole request was sent. */
    public final void sent() {
        events().sent(conversation.frames().bodyBytes());
    }

    /** Takes the response head, once it was read. */
    protected final ResponseHead takeHead() throws AnswerException {
        ResponseHead head = protocol().head().inAnswerTo(request().method());
        if (!head.leftOut().isEmpty()) {
            LOG.debug("{}: {}: left out of the response: {}", backend().name(), request(), head.leftOut());
        }
        handoff = backend().handoffs().resolve(head);
        conversation.deadlines().headReceived();
        account().expect(hasBody(head) ? head.contentLength() : 0);
        events().headReceived(head.status());
        return head;
    }

    /** The failure of an exchange without a response. The caller still has the lease. */
    protected final GatewayException failedBeforeResponse(Throwable e) {
        GatewayException typed = toGatewayException(e);
        events().sendingEnded(conversation.frames().bodyBytes());
        errors.end();
        return typed;
    }

    /**
     * Whether the request can be sent again after it has failed, before there was a response, on a connection that was used
     * before. An application that asks for its input runs from the head on.
     */
    public final boolean canBeRepeated(GatewayException e) {
        RequestFrames frames = conversation.frames();
        boolean begun = frames.isAwaited() || protocol().isLockStep() && frames.isHeadSent();
        return e instanceof BackendFailureException
                && !conversation.answer().isBegun()
                && (!begun || ReuseRule.isIdempotent(prepared))
                && prepared.body().canBeSentAgain();
    }

    /** The wanted part of the body was read. */
    protected final void end() throws GatewayException {
        if (!conversation.answer().isEnded()) {
            settle(CloseReason.NOT_REUSABLE, true);
            return;
        }
        BodyAccount account = account();
        if (account.isShort()) {
            throw new Failures(backend()).bodyTooShort(account.delivered(), account.expected(), errorOutput());
        }
        complete(true);
    }

    /**
     * Ends an exchange whose response is not wanted any more. If the rest of the answer has arrived already, the connection is
     * saved.
     */
    protected final void abandon() {
        if (conversation.answer().needsNoMoreInput()) {
            settle(CloseReason.NOT_REUSABLE, true);
            return;
        }
        failure = closedEarly();
        if (hasArrivedWhole()) {
            complete(false);
        } else {
            settle(CloseReason.FAILED, false);
        }
    }

    private boolean hasArrivedWhole() {
        try {
            return conversation.answer().skipArrived();
        } catch (AnswerException e) {
            return false;
        }
    }

    /** Ends an exchange that was closed while somebody was inside. */
    protected final void aborted() {
        failure = closedEarly();
        settle(CloseReason.FAILED, false);
    }

    /** The failure of reads after the response was closed. */
    protected final GatewayException closedEarly() {
        return new ExchangeAbortedException(
                backend().name(), Phase.BODY, true, "response was closed before its end", null);
    }

    /**
     * Ends an exchange in which reading the body has failed.
     *
     * @return -1 if the body is whole all the same, and only the protocol's own end is late
     * @throws GatewayException the failure
     */
    protected final int failed(Throwable e) throws GatewayException {
        if (!(e instanceof GatewayException) && account().isComplete() && wireState() == Wire.State.EXPIRED) {
            settle(CloseReason.FAILED, true);
            return -1;
        }
        GatewayException typed = e instanceof GatewayException known ? known : toGatewayException(e);
        failure = typed;
        giveUp(CloseReason.FAILED);
        events().failed(typed, account().delivered());
        throw typed;
    }

    private void complete(boolean readToEnd) {
        exitStatus = protocol().exitStatus();
        boolean clean = protocol().isReusable()
                && isLengthHarmless()
                && !conversation.input().hasRemaining()
                && conversation.frames().isBetweenFrames();
        settle(clean ? null : CloseReason.NOT_REUSABLE, readToEnd);
    }

    /** If the length is wrong, bytes of two answers may mix, unless the protocol tells answers apart. */
    private boolean isLengthHarmless() {
        return account().isAsDeclared()
                || protocol().marksAnswers()
                || !hasBody(protocol().head());
    }

    private void settle(@Nullable CloseReason reason, boolean readToEnd) {
        long delivered = account().delivered();
        if (readToEnd && account().expected() >= 0) {
            warnOfSurplus();
        }
        giveUp(reason);
        events().ended(delivered, readToEnd);
    }

    /** Warns of a declared length that is too short: nothing else would explain why the page is cut off. */
    private void warnOfSurplus() {
        boolean surplus = account().hasSurplus()
                || conversation.input().hasRemaining()
                        && conversation.answer().isAtHand()
                        && protocol().bodyAvailable() > 0;
        if (surplus && hasBody(protocol().head())) {
            LOG.warn(
                    "{}: response to {} is longer than its Content-Length of {}; the rest is cut off",
                    backend().name(),
                    request(),
                    account().expected());
        }
    }

    /**
     * The one place where an exchange that has had a response lets everything go. A connection whose exchange another
     * thread is aborting must not reach the pool.
     */
    private void giveUp(@Nullable CloseReason reason) {
        boolean undisturbed = finish();
        prepared.body().close();
        errors.end();
        events().sendingEnded(conversation.frames().bodyBytes());
        conversation.end();
        if (reason != null) {
            lease.discard(reason);
        } else if (undisturbed && restoreConnection()) {
            lease.release();
        } else {
            lease.discard(CloseReason.FAILED);
        }
    }

    private GatewayException toGatewayException(Throwable e) {
        Failures failures = new Failures(backend());
        boolean mayHaveRun = conversation.frames().isHeadSent();
        if (e instanceof AnswerException answer) {
            return failures.badAnswer(answer, phase(), errorOutput());
        }
        if (e instanceof BodyFailure bodyFailure && !Thread.currentThread().isInterrupted()) {
            return failures.requestBody(bodyFailure, phase(), mayHaveRun);
        }
        if (e instanceof EOFException) {
            return failures.endedEarly(phase(), mayHaveRun, protocol().position(), errorOutput());
        }
        if (!(e instanceof IOException io)) {
            return failures.thrownByHost(e, phase());
        }
        return failures.io(
                io, wireState(), phase(), mayHaveRun, conversation.deadlines().isExchangeLate(System.nanoTime()));
    }

    /** How far the exchange has come. */
    private Phase phase() {
        if (conversation.answer().isHeadReceived()) {
            return Phase.BODY;
        }
        RequestFrames frames = conversation.frames();
        return frames.canAdvance() || !frames.isHeadSent() ? Phase.SEND : Phase.HEAD;
    }

    private String errorOutput() {
        String tail = errors.tail();
        String explanation = protocol().explain(tail);
        return explanation.isEmpty() ? tail : tail + " (" + explanation + ")";
    }

    private Backend backend() {
        return prepared.backend();
    }

    private GatewayRequest request() {
        return prepared.request();
    }

    private ExchangeEvents events() {
        return prepared.events();
    }

    private Protocol<Q> protocol() {
        return conversation.protocol();
    }

    private BodyAccount account() {
        return conversation.answer().account();
    }

    /** The failure of an exchange that is over, or null. */
    protected final @Nullable GatewayException failure() {
        return failure;
    }

    final boolean hasBody(ResponseHead head) {
        return head.hasBody(request().method());
    }

    /** The file or redirect that the application asks the server for, or null. */
    public final @Nullable Handoff handoff() {
        return handoff;
    }

    /** The application's exit status, or -1. */
    public final long exitStatus() {
        return exitStatus;
    }
}
