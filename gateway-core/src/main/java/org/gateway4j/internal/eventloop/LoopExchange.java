package org.gateway4j.internal.eventloop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import org.gateway4j.GatewayException;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.internal.exchange.AnswerReader;
import org.gateway4j.internal.exchange.Deadlines;
import org.gateway4j.internal.exchange.Exchange;
import org.gateway4j.internal.exchange.PreparedRequest;
import org.gateway4j.internal.exchange.RequestFrames;
import org.gateway4j.internal.pool.Lease;
import org.gateway4j.internal.protocol.AnswerException;
import org.gateway4j.internal.protocol.ResponseHead;
import org.gateway4j.internal.wire.ExhaustedException;
import org.gateway4j.internal.wire.Nanos;
import org.gateway4j.internal.wire.Wire;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The driver for event loops: runs one exchange over one connection, on the loop of both. It sends while the connection
 * accepts bytes. It receives until the head is complete, and after that only while the host demands more.
 */
final class LoopExchange<Q> extends Exchange<Q> implements LoopWire.User {

    private static final Logger LOG = LoggerFactory.getLogger(LoopExchange.class);

    /** Frames that are sent one after another before others on the loop get a turn. */
    private static final int MOST_FRAMES = 16;

    /** The progress of the exchange. */
    private enum State {
        AWAITING_HEAD,
        BODY,
        ENDED,
        /** The host has ended it early. */
        CLOSED
    }

    /** Hears of the outcome, before the host has the response. */
    interface Outcome<Q> {

        void answered(LoopExchange<Q> exchange, ResponseHead head);

        /** The exchange has failed. The receiver owns the lease again. */
        void failed(LoopExchange<Q> exchange, GatewayException failure);
    }

    private final LoopConnection<Q> connection;
    private final LoopWire wire;
    private final RequestFrames frames;
    private final AnswerReader answer;
    private final Deadlines deadlines;
    private final Outcome<Q> outcome;
    private State state = State.AWAITING_HEAD;
    private boolean unasked;
    private boolean sent;
    private @Nullable Runnable demand;

    /** Prepares to send a request over the connection of a lease. */
    LoopExchange(PreparedRequest<Q> prepared, Lease<?> lease, LoopConnection<Q> connection, Outcome<Q> outcome)
            throws RequestRejectedException {
        super(prepared, lease, connection.conversation());
        this.connection = connection;
        this.wire = connection.wire();
        this.frames = conversation.frames();
        this.answer = conversation.answer();
        this.deadlines = conversation.deadlines();
        this.outcome = outcome;
    }

    /** Sends as much as possible at once. */
    void start() {
        unasked = !frames.fitsOneWrite();
        wire.handTo(this);
        connection.whenBodyReadable(this::bodyReadable);
        try {
            send();
        } catch (IOException | RuntimeException | Error e) {
            fail(e);
        }
    }

    LoopConnection<Q> connection() {
        return connection;
    }

    private void bodyReadable() {
        if (isOpen()) {
            ready(false, true);
        }
    }

    private boolean isOpen() {
        return state == State.AWAITING_HEAD || state == State.BODY;
    }

    @Override
    public void ready(boolean readable, boolean writable) {
        try {
            if (readable) {
                receive();
            }
            if (writable && isOpen()) {
                send();
            }
        } catch (IOException | AnswerException | RuntimeException | Error e) {
            fail(e);
        }
    }

    /** Sends as long as the connection accepts all bytes, and sets what to watch for next. */
    private void send() throws IOException {
        int count = 0;
        boolean taken = true;
        while (taken && frames.canAdvance() && count < MOST_FRAMES) {
            frames.fill();
            taken = frames.hasPending() && write();
            count++;
        }
        if (!sent && frames.state() == RequestFrames.State.SENT) {
            sent = true;
            sent();
        }
        watch();
    }

    /** Writes once. Returns whether the connection accepted all bytes. */
    private boolean write() throws IOException {
        try {
            if (wire.write(frames.pending()) > 0) {
                deadlines.sent(frames.bodyBytes(), unasked);
            }
        } catch (IOException e) {
            if (e instanceof ExhaustedException || wire.state() != Wire.State.OPEN) {
                throw e;
            }
            frames.breakOff();
        }
        return !frames.hasPending();
    }

    private void watch() {
        wire.interest(isReadWanted(), frames.canAdvance() && !frames.isStarved());
        arm();
    }

    private boolean isReadWanted() {
        return state == State.AWAITING_HEAD || demand != null || wire.isReading();
    }

    /** Sets the deadline. Without demand there is none for the application. */
    private void arm() {
        boolean awaited = state == State.AWAITING_HEAD || demand != null;
        wire.arm(awaited ? deadlines.next(frames, System.nanoTime()) : deadlines.exchange());
    }

    private void receive() throws IOException, AnswerException {
        if (state == State.BODY && demand == null) {
            wire.interest(false, frames.canAdvance() && !frames.isStarved());
            return;
        }
        if (!conversation.input().hasRemaining()) {
            receiveOnce();
        }
        if (state == State.AWAITING_HEAD) {
            readHead();
        } else if (answer.isAtHand() || answer.isInputEnded()) {
            wire.arm(deadlines.exchange());
            satisfyDemand();
        } else {
            sendWhatIsAskedFor();
        }
    }

    private void receiveOnce() throws IOException {
        int count = connection.receive();
        answer.received(count);
    }

    private void readHead() throws IOException, AnswerException {
        if (!answer.readHead()) {
            sendWhatIsAskedFor();
            return;
        }
        ResponseHead head = takeHead();
        state = State.BODY;
        wire.arm(deadlines.exchange());
        outcome.answered(this, head);
    }

    /** Sends more of the request's body if the input has asked for it. */
    private void sendWhatIsAskedFor() throws IOException {
        if (frames.canAdvance() && !frames.isStarved()) {
            send();
        } else if (Nanos.passed(wire.deadline(), System.nanoTime())) {
            // Input that never pauses leaves the loop no time for what the watchdog has posted.
            wire.expire(wire.deadline());
        }
    }

    private void satisfyDemand() {
        Runnable satisfied = demand;
        demand = null;
        if (satisfied != null) {
            run(satisfied);
        }
    }

    /** What the host's code throws ends this exchange and no other. */
    private void run(Runnable whenReadable) {
        try {
            whenReadable.run();
        } catch (RuntimeException | Error e) {
            LOG.error("reading a response failed", e);
            close();
        }
    }

    /** Reads the bytes of the body that are there. Returns 0 if there are none now, or -1 at the end. */
    int read(ByteBuffer target) throws GatewayException {
        if (!target.hasRemaining()) {
            return 0;
        }
        if (!isOpen()) {
            return endOrFailure();
        }
        try {
            int count = answer.read(target);
            if (count == 0 && connection.mayHoldMore()) {
                receiveOnce();
                count = answer.read(target);
            }
            if (count == 0) {
                sendWhatIsAskedFor();
            } else if (count < 0) {
                end();
            }
            return count;
        } catch (IOException | AnswerException e) {
            return failed(e);
        }
    }

    private int endOrFailure() throws GatewayException {
        GatewayException failure = failure();
        if (failure != null) {
            throw failure;
        }
        return -1;
    }

    /** See {@link org.gateway4j.async.AsyncResponse#demand}. */
    void demand(Runnable whenReadable) {
        if (state == State.CLOSED) {
            return;
        }
        if (demand != null) {
            throw new IllegalStateException("an earlier demand is still open");
        }
        demand = whenReadable;
        if (!isOpen() || connection.mayHoldMore() || answer.isAtHand() || answer.isInputEnded()) {
            LoopWire.later(wire.loop(), () -> satisfyIfOpen(whenReadable));
            return;
        }
        deadlines.pieceAskedFor();
        watch();
    }

    /** A later demand is another one. */
    private void satisfyIfOpen(Runnable whenReadable) {
        if (whenReadable.equals(demand)) {
            satisfyDemand();
        }
    }

    @Override
    public void lost(IOException cause) {
        fail(cause);
    }

    /** Handles a failure outside of a read of the host. The host's next read throws it. */
    private void fail(Throwable e) {
        if (state == State.AWAITING_HEAD) {
            state = State.ENDED;
            outcome.failed(this, failedBeforeResponse(e));
            return;
        }
        if (state != State.BODY) {
            return;
        }
        try {
            failed(e);
        } catch (GatewayException told) {
            // Kept for the next read.
        }
        satisfyDemand();
    }

    /** Ends the exchange of a response, on the loop. */
    void close() {
        demand = null;
        if (state == State.BODY) {
            abandon();
        }
        state = State.CLOSED;
    }

    /** Ends an exchange without a response, and returns its failure. The caller owns the lease. */
    GatewayException abort() {
        state = State.ENDED;
        return failedBeforeResponse(new AsynchronousCloseException());
    }

    @Override
    protected Wire.State wireState() {
        return wire.state();
    }

    @Override
    protected boolean finish() {
        state = State.ENDED;
        return wire.state() == Wire.State.OPEN;
    }

    @Override
    protected boolean restoreConnection() {
        connection.rest();
        return true;
    }
}
