package org.gateway4j.internal.exchange;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import org.gateway4j.BackendFailureException;
import org.gateway4j.ExchangeAbortedException;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayListener;
import org.gateway4j.GatewayListener.CloseReason;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Handoff;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.internal.body.OutgoingBody;
import org.gateway4j.internal.cgi.AnswerException;
import org.gateway4j.internal.cgi.ResponseHead;
import org.gateway4j.internal.exchange.ClientProtocol.Signal;
import org.gateway4j.internal.pool.Lease;
import org.gateway4j.internal.wire.Wire;
import org.jspecify.annotations.Nullable;

/**
 * The blocking driver: runs one exchange over one connection, on the thread of its caller.
 *
 * <p>{@link #close} may come from another thread: it takes the exchange over if nobody is inside, else it aborts the wire
 * and leaves the rest to the thread that is. Whoever ends the exchange settles lease, request body and listener, once.
 */
final class Exchange<Q> {

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

    /** Bytes that nobody wants (after a HEAD, or beyond Content-Length) are read up to here to save the connection. */
    private static final long MOST_SKIPPED = 1024 * 1024;

    private final Backend backend;
    private final GatewayListener listener;
    private final GatewayRequest request;
    private final OutgoingBody body;
    private final Lease<Connection<Q>> lease;
    private final Connection<Q> connection;
    private final ClientProtocol<Q> protocol;
    private final ByteBuffer input;
    private final ApplicationErrors errors;
    private final Transfer transfer;
    private final AtomicReference<Use> use = new AtomicReference<>(Use.BUSY);

    private long expected = -1;
    private long delivered;
    private long skipped;
    private long exitStatus = -1;
    private @Nullable Handoff handoff;
    private @Nullable GatewayException failure;

    /** What came behind bytes that were delivered first. */
    private @Nullable AnswerException pendingFailure;

    /** Prepares to send a request, now, over the connection of a lease. */
    Exchange(
            Backend backend,
            GatewayRequest request,
            Q call,
            OutgoingBody body,
            Lease<Connection<Q>> lease,
            Connection<Q> connection,
            long now)
            throws RequestRejectedException {
        this.backend = backend;
        this.listener = backend.listener();
        this.request = request;
        this.body = body;
        this.lease = lease;
        this.connection = connection;
        this.protocol = connection.protocol();
        this.input = connection.input();
        this.errors = new ApplicationErrors(backend, request);
        RequestSender sender = new RequestSender(connection, protocol.begin(call, body, errors), body);
        this.transfer = new Transfer(connection, sender, backend.waits(), this::sent, now);
    }

    private void sent() {
        listener.requestSent(request, transfer.sender().bodyBytes());
    }

    /** Sends the request and waits for the response head. If that fails, the lease is still the caller's. */
    ResponseHead start() throws GatewayException {
        try {
            transfer.start();
            next();
            ResponseHead head = protocol.head();
            handoff = backend.handoffs().resolve(head);
            transfer.headReceived();
            expected = head.hasBody(request.method()) ? head.contentLength() : 0;
            listener.responseHead(request, head.status());
            use.set(Use.FREE);
            return head;
        } catch (IOException | AnswerException e) {
            GatewayException typed = typed(e);
            errors.end();
            use.set(Use.ENDED);
            throw typed;
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

    /** Hands each piece of the body on as it arrives. */
    long transferTo(OutputStream out) throws IOException {
        if (!enter()) {
            endOrFailure();
            return 0;
        }
        long before = delivered;
        try {
            byte[] copy = connection.copy();
            ByteBuffer target = ByteBuffer.wrap(copy);
            for (int count = readInside(target); count >= 0; count = readInside(target.clear())) {
                out.write(copy, 0, count);
            }
            return delivered - before;
        } finally {
            leave();
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
            if (isAllThatCounts()) {
                settle(CloseReason.NOT_REUSABLE, true);
                return -1;
            }
            while (next() == Signal.BODY) {
                int count = take(target);
                if (count > 0) {
                    return count + takeMore(target);
                }
                if (skipped > MOST_SKIPPED) {
                    settle(CloseReason.NOT_REUSABLE, true);
                    return -1;
                }
            }
            if (expected > delivered) {
                throw new Failures(backend).bodyTooShort(delivered, expected, errorOutput());
            }
            complete(true);
            return -1;
        } catch (GatewayException e) {
            fail(e);
            throw e;
        } catch (IOException | AnswerException e) {
            if (expected == delivered && connection.wire().state() == Wire.State.EXPIRED) {
                settle(CloseReason.FAILED, true);
                return -1;
            }
            GatewayException typed = typed(e);
            fail(typed);
            throw typed;
        }
    }

    /** Whether nothing that may still come is of any use. */
    private boolean isAllThatCounts() {
        return delivered == expected && !protocol.awaitsEnd();
    }

    /** Takes body bytes from the input: into the target those that belong to the response, the others away. */
    private int take(ByteBuffer target) {
        if (delivered == expected) {
            skipped += skip();
            return 0;
        }
        int available = Math.min(protocol.bodyAvailable(), input.remaining());
        int count = Math.min(available, target.remaining());
        if (expected >= 0) {
            count = (int) Math.min(count, expected - delivered);
        }
        int end = input.limit();
        target.put(input.limit(input.position() + count));
        input.limit(end);
        protocol.bodyTaken(count);
        delivered += count;
        return count;
    }

    /** Takes what else has arrived: applications send small pieces, which cost less together. */
    private int takeMore(ByteBuffer target) {
        long before = delivered;
        try {
            while (target.hasRemaining()
                    && input.hasRemaining()
                    && delivered != expected
                    && protocol.decode(input) == Signal.BODY) {
                take(target);
            }
        } catch (AnswerException e) {
            pendingFailure = e;
        }
        return (int) (delivered - before);
    }

    /** Takes the body bytes that lie in the input away; returns how many there were. */
    private int skip() {
        int available = Math.min(protocol.bodyAvailable(), input.remaining());
        input.position(input.position() + available);
        protocol.bodyTaken(available);
        return available;
    }

    /** Decodes up to the next signal, receiving and sending as long as that takes. */
    private Signal next() throws IOException, AnswerException {
        Signal signal = decode();
        while (signal == Signal.NEED_INPUT) {
            signal = transfer.receive() ? protocol.decode(input) : endOfInput();
        }
        return signal;
    }

    private Signal decode() throws AnswerException {
        if (pendingFailure != null) {
            throw pendingFailure;
        }
        return protocol.decode(input);
    }

    private Signal endOfInput() throws EOFException, AnswerException {
        Signal signal = protocol.endOfInput();
        if (signal == Signal.NEED_INPUT) {
            throw new EOFException();
        }
        return signal;
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
        if (isAllThatCounts()) {
            settle(CloseReason.NOT_REUSABLE, true);
            return;
        }
        try {
            Signal signal = decode();
            while (signal == Signal.BODY) {
                skipped += skip();
                signal = protocol.decode(input);
            }
            failure = closedEarly();
            if (signal == Signal.END) {
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
                && isAsDeclared()
                && !input.hasRemaining()
                && transfer.sender().isBetweenFrames();
        settle(clean ? null : CloseReason.NOT_REUSABLE, readToEnd);
    }

    /** A body of another length may be mixed with that of another answer, unless the protocol tells answers apart. */
    private boolean isAsDeclared() {
        return expected < 0
                || delivered + skipped == expected
                || protocol.marksAnswers()
                || !protocol.head().hasBody(request.method());
    }

    private void fail(GatewayException e) {
        failure = e;
        giveUp(CloseReason.FAILED);
        listener.requestFailed(request, e);
    }

    private void settle(@Nullable CloseReason reason, boolean readToEnd) {
        giveUp(reason);
        listener.responseEnded(request, delivered, readToEnd);
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
        } else if (undisturbed && isBackInOrder()) {
            lease.release();
        } else {
            lease.discard(CloseReason.FAILED);
        }
    }

    private boolean isBackInOrder() {
        try {
            transfer.leaveDuplex();
            return connection.wire().disarm();
        } catch (IOException e) {
            return false;
        }
    }

    private GatewayException typed(Exception e) {
        Failures failures = new Failures(backend);
        boolean mayHaveRun = transfer.sender().isHeadSent();
        if (e instanceof AnswerException answer) {
            return failures.badAnswer(answer, transfer.phase(), errorOutput());
        }
        if (e instanceof RequestSender.BodyFailure bodyFailure) {
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
