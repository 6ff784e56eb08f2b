package org.gateway4j.internal.blocking;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.util.concurrent.atomic.AtomicReference;
import org.gateway4j.BackendFailureException;
import org.gateway4j.ExchangeAbortedException;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayListener;
import org.gateway4j.GatewayListener.CloseReason;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Handoff;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.internal.body.BodyFailure;
import org.gateway4j.internal.body.OutgoingBody;
import org.gateway4j.internal.exchange.ApplicationErrors;
import org.gateway4j.internal.exchange.Backend;
import org.gateway4j.internal.exchange.BodyAccount;
import org.gateway4j.internal.exchange.Failures;
import org.gateway4j.internal.exchange.PreparedRequest;
import org.gateway4j.internal.pool.Lease;
import org.gateway4j.internal.protocol.AnswerException;
import org.gateway4j.internal.protocol.Protocol;
import org.gateway4j.internal.protocol.ResponseHead;
import org.gateway4j.internal.wire.Wire;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The blocking driver: runs one exchange over one connection, on the thread of its caller.
 *
 * <p>{@link #close} may come from another thread: it takes the exchange over if nobody is inside, else it aborts the wire
 * and leaves the rest to the thread that is. Whoever ends the exchange settles lease, request body and listener, once.
 */
final class BlockingExchange<Q> {

    /** Who is inside. */
    private enum Use {
        FREE,
        BUSY,
        /** Nobody but the thread that closes it. */
        CLOSING,
        /** Busy, and closed by another thread meanwhile. */
        ABORTED,
        ENDED
    }

    private static final Logger LOG = LoggerFactory.getLogger("org.gateway4j.response");

    private final Backend backend;
    private final GatewayListener listener;
    private final GatewayRequest request;
    private final OutgoingBody body;
    private final Lease<Connection<Q>> lease;
    private final Connection<Q> connection;
    private final Protocol<Q> protocol;
    private final ByteBuffer input;
    private final ApplicationErrors errors;
    private final Transfer transfer;
    private final BodyAccount account;
    private final AnswerReader answer;
    private final AtomicReference<Use> use = new AtomicReference<>(Use.BUSY);

    private long exitStatus = -1;
    private @Nullable Handoff handoff;
    private @Nullable GatewayException failure;

    /** Prepares to send a request, now, over the connection of a lease. */
    BlockingExchange(PreparedRequest<Q> prepared, Lease<Connection<Q>> lease, Connection<Q> connection, long now)
            throws RequestRejectedException {
        this.backend = prepared.backend();
        this.listener = backend.listener();
        this.request = prepared.request();
        this.body = prepared.body();
        this.lease = lease;
        this.connection = connection;
        this.protocol = connection.protocol();
        this.input = connection.input();
        this.account = new BodyAccount(protocol, input);
        this.errors = new ApplicationErrors(backend, request);
        RequestSender sender = new RequestSender(connection, protocol.begin(prepared.call(), body, errors), body);
        this.transfer = new Transfer(connection, sender, backend.timeoutNanos(), this::sent, now, prepared.deadline());
        this.answer = new AnswerReader(connection, transfer, account);
    }

    private void sent() {
        listener.requestSent(request, transfer.sender().bodyBytes());
    }

    /** Sends the request and waits for the response head. If that fails, the lease is still the caller's. */
    ResponseHead start() throws GatewayException {
        try {
            transfer.start();
            answer.awaitHead();
            ResponseHead head = protocol.head().inAnswerTo(request.method());
            logLeftOut(head);
            handoff = backend.handoffs().resolve(head);
            transfer.headReceived();
            account.expect(head.hasBody(request.method()) ? head.contentLength() : 0);
            listener.responseHead(request, head.status());
            if (!use.compareAndSet(Use.BUSY, Use.FREE)) {
                throw new AsynchronousCloseException();
            }
            return head;
        } catch (IOException | AnswerException e) {
            GatewayException typed = toGatewayException(e);
            errors.end();
            use.set(Use.ENDED);
            throw typed;
        }
    }

    private void logLeftOut(ResponseHead head) {
        if (!head.leftOut().isEmpty()) {
            LOG.debug("{}: {}: left out of the response: {}", backend.name(), request, head.leftOut());
        }
    }

    /**
     * Whether the request can be sent again after {@link #start} has failed on a connection that was used before. An
     * application that asks for its input runs from the head on.
     */
    boolean canBeRepeated(GatewayException e, boolean idempotent) {
        RequestSender sender = transfer.sender();
        boolean begun = sender.isAwaited() || protocol.isLockStep() && sender.isHeadSent();
        return e instanceof BackendFailureException
                && !transfer.isAnswered()
                && (idempotent || !begun)
                && body.canBeSentAgain();
    }

    /** Reads what is there of the body, at least one byte; -1 at the end. */
    int read(ByteBuffer target) throws GatewayException {
        if (!target.hasRemaining()) {
            return 0;
        }
        if (!enter()) {
            return endOrFailure();
        }
        try {
            return readInside(target);
        } finally {
            leave();
        }
    }

    /**
     * Hands each piece of the body on as it arrives. A piece that the output does not take is lost, so the exchange is
     * over then.
     *
     * @param flushing whether to flush the output before each wait
     * @throws IOException what the output threw
     */
    long transferTo(OutputStream out, boolean flushing) throws IOException {
        if (!enter()) {
            endOrFailure();
            return 0;
        }
        long before = account.delivered();
        boolean allTaken = false;
        try {
            byte[] copy = connection.copy();
            ByteBuffer target = ByteBuffer.wrap(copy);
            flushBeforeWait(out, flushing);
            for (int count = readInside(target); count >= 0; count = readInside(target.clear())) {
                out.write(copy, 0, count);
                flushBeforeWait(out, flushing);
            }
            allTaken = true;
            return account.delivered() - before;
        } catch (GatewayException e) {
            flushBeforeFailure(out, flushing, e);
            throw e;
        } finally {
            leave();
            if (!allTaken) {
                close();
            }
        }
    }

    /** The client is to get all that came. */
    private static void flushBeforeFailure(OutputStream out, boolean flushing, GatewayException failure) {
        try {
            if (flushing) {
                out.flush();
            }
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private void flushBeforeWait(OutputStream out, boolean flushing) throws IOException {
        if (flushing && !answer.needsNoMoreInput() && !answer.isAtHand()) {
            out.flush();
        }
    }

    private boolean enter() {
        if (use.compareAndSet(Use.FREE, Use.BUSY)) {
            return true;
        }
        if (use.get() == Use.BUSY) {
            throw new IllegalStateException("the response is being read by another thread");
        }
        return false;
    }

    private void leave() {
        if (!use.compareAndSet(Use.BUSY, Use.FREE) && use.get() == Use.ABORTED) {
            failure = closedEarly();
            settle(CloseReason.FAILED, false);
        }
    }

    private int endOrFailure() throws GatewayException {
        if (use.get() != Use.ENDED) {
            throw closedEarly();
        }
        if (failure != null) {
            throw failure;
        }
        return -1;
    }

    private int readInside(ByteBuffer target) throws GatewayException {
        transfer.pieceAskedFor();
        try {
            int count = answer.read(target);
            if (count < 0) {
                end();
            }
            return count;
        } catch (GatewayException e) {
            fail(e);
            throw e;
        } catch (IOException | AnswerException e) {
            if (account.isComplete() && connection.wire().state() == Wire.State.EXPIRED) {
                settle(CloseReason.FAILED, true);
                return -1;
            }
            GatewayException typed = toGatewayException(e);
            fail(typed);
            throw typed;
        }
    }

    /** All that is wanted of the body was read. */
    private void end() throws GatewayException {
        if (!answer.isEnded()) {
            settle(CloseReason.NOT_REUSABLE, true);
            return;
        }
        if (account.isShort()) {
            throw new Failures(backend).bodyTooShort(account.delivered(), account.expected(), errorOutput());
        }
        complete(true);
    }

    /** Ends the exchange from any thread. */
    void close() {
        if (use.compareAndSet(Use.FREE, Use.CLOSING)) {
            closeInside();
        } else if (use.compareAndSet(Use.BUSY, Use.ABORTED)) {
            connection.wire().abort();
        }
    }

    /** If the rest of the answer has arrived already, the connection is saved. */
    private void closeInside() {
        if (answer.needsNoMoreInput()) {
            settle(CloseReason.NOT_REUSABLE, true);
            return;
        }
        try {
            boolean ended = answer.skipArrived();
            failure = closedEarly();
            if (ended) {
                complete(false);
                return;
            }
        } catch (AnswerException e) {
            failure = closedEarly();
        }
        settle(CloseReason.FAILED, false);
    }

    private GatewayException closedEarly() {
        return new ExchangeAbortedException(
                backend.name(), transfer.phase(), true, "response was closed before its end", null);
    }

    private void complete(boolean readToEnd) {
        exitStatus = protocol.exitStatus();
        boolean clean = protocol.isReusable()
                && isLengthHarmless()
                && !input.hasRemaining()
                && transfer.sender().isBetweenFrames();
        settle(clean ? null : CloseReason.NOT_REUSABLE, readToEnd);
    }

    /** A body of another length may be mixed with that of another answer, unless the protocol tells answers apart. */
    private boolean isLengthHarmless() {
        return account.isAsDeclared()
                || protocol.marksAnswers()
                || !protocol.head().hasBody(request.method());
    }

    private void fail(GatewayException e) {
        failure = e;
        giveUp(CloseReason.FAILED);
        listener.requestFailed(request, e);
    }

    private void settle(@Nullable CloseReason reason, boolean readToEnd) {
        if (readToEnd && account.expected() >= 0) {
            warnOfSurplus();
        }
        giveUp(reason);
        listener.responseEnded(request, account.delivered(), readToEnd);
    }

    /** The application has declared too short a length, and nothing else would tell why its page is cut off. */
    private void warnOfSurplus() {
        boolean surplus =
                account.hasSurplus() || input.hasRemaining() && answer.isAtHand() && protocol.bodyAvailable() > 0;
        if (surplus && protocol.head().hasBody(request.method())) {
            LOG.warn(
                    "{}: response to {} is longer than its Content-Length of {}; the rest is cut off",
                    backend.name(),
                    request,
                    account.expected());
        }
    }

    /**
     * The one place where an exchange that has had a response lets everything go. A connection whose exchange another
     * thread is aborting must not reach the pool.
     */
    private void giveUp(@Nullable CloseReason reason) {
        boolean undisturbed = use.getAndSet(Use.ENDED) != Use.ABORTED;
        body.close();
        errors.end();
        if (reason != null) {
            lease.discard(reason);
        } else if (undisturbed && restoreBlockingMode()) {
            lease.release();
        } else {
            lease.discard(CloseReason.FAILED);
        }
    }

    private boolean restoreBlockingMode() {
        try {
            transfer.leaveDuplex();
            return connection.wire().disarm();
        } catch (IOException e) {
            return false;
        }
    }

    private GatewayException toGatewayException(Exception e) {
        Failures failures = new Failures(backend);
        boolean mayHaveRun = transfer.sender().isHeadSent();
        if (e instanceof AnswerException answer) {
            return failures.badAnswer(answer, transfer.phase(), errorOutput());
        }
        if (e instanceof BodyFailure bodyFailure && !Thread.currentThread().isInterrupted()) {
            return failures.requestBody(bodyFailure, transfer.phase(), mayHaveRun);
        }
        if (e instanceof EOFException) {
            return failures.endedEarly(transfer.phase(), mayHaveRun, protocol.position(), errorOutput());
        }
        return failures.io((IOException) e, connection.wire(), transfer.phase(), mayHaveRun, transfer.isExchangeLate());
    }

    /** What the application asks the server to answer with instead, or null. */
    @Nullable
    Handoff handoff() {
        return handoff;
    }

    private String errorOutput() {
        String tail = errors.tail();
        String explanation = protocol.explain(tail);
        return explanation.isEmpty() ? tail : tail + " (" + explanation + ")";
    }

    /** The application's exit status, or -1. */
    long exitStatus() {
        return exitStatus;
    }
}
