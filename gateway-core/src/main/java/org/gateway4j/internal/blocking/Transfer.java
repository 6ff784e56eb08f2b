package org.gateway4j.internal.blocking;

import java.io.IOException;
import org.gateway4j.internal.exchange.AnswerReader;
import org.gateway4j.internal.exchange.Conversation;
import org.gateway4j.internal.exchange.Deadlines;
import org.gateway4j.internal.exchange.Exchange;
import org.gateway4j.internal.exchange.RequestFrames;
import org.gateway4j.internal.wire.ExhaustedException;
import org.gateway4j.internal.wire.Nanos;
import org.gateway4j.internal.wire.Wire;
import org.jspecify.annotations.Nullable;

/**
 * Moves the bytes of a connection, on one thread: sends the request and receives the answer, each wait under its deadline.
 * Serves one exchange after the other.
 *
 * <p>A small request is written at once and then the answer is awaited, blocking; so is each piece that an
 * application asks for in lock step, as long as the client does not pause. Other requests are sent piece by piece on a
 * non-blocking socket, which is read between them, so that the application may answer while it is still being fed.
 */
final class Transfer {

    private static final int POLLED_AT_FIRST = 8;
    private static final int POLLED_LATER = 4;

    private final Connection<?> connection;
    private final Wire wire;
    private final RequestFrames frames;
    private final AnswerReader answer;
    private final Deadlines deadlines;

    private @Nullable Exchange<?> exchange;
    private long begun;
    private boolean duplex;
    private boolean sent;

    /** How many pieces were sent since something was received. */
    private int piecesSinceInput;

    Transfer(Connection<?> connection, Conversation<?> conversation) {
        this.connection = connection;
        this.wire = connection.wire();
        this.frames = conversation.frames();
        this.answer = conversation.answer();
        this.deadlines = conversation.deadlines();
    }

    /** Begins with another exchange, at that time. */
    void begin(Exchange<?> next, long now) {
        exchange = next;
        begun = now;
        duplex = false;
        sent = false;
        piecesSinceInput = 0;
    }

    /** Ends an exchange; the socket blocks again. To be called before the connection is given away. */
    void end() throws IOException {
        exchange = null;
        leaveDuplex();
    }

    /** Sends what can be sent at once. */
    void start() throws IOException {
        if (!frames.fitsOneWrite()) {
            startDuplex();
        } else {
            frames.fill();
            send(begun);
        }
    }

    private void startDuplex() throws IOException {
        duplex = true;
        wire.startDuplex();
    }

    /** Waits for new input or its end. All input before must be consumed. */
    void receive() throws IOException {
        while (!answer.isInputEnded() && !connection.input().hasRemaining()) {
            if (duplex) {
                moveBoth();
            } else if (frames.canAdvance()) {
                fillAndSend();
                if (frames.isStarved()) {
                    startDuplex();
                }
            } else {
                long now = System.nanoTime();
                arm(deadlines.answer(now), now);
                receiveOnce();
            }
        }
        wire.arm(deadlines.exchange());
    }

    private void moveBoth() throws IOException {
        long written = frames.canAdvance() ? fillAndSend() : 0;
        long now = System.nanoTime();
        arm(deadlines.next(frames, now), now);
        int received = shouldPollInput() ? receiveOnce() : 0;
        if (frames.state() != RequestFrames.State.SENDING) {
            leaveDuplex();
        } else if (received == 0
                && (written == 0 || !frames.isBetweenFrames())
                && wire.awaitProgress(frames.hasPending())) {
            receiveOnce();
        }
    }

    /** While the application takes the request but sends nothing for long, its output is polled less often. */
    private boolean shouldPollInput() {
        return ++piecesSinceInput <= POLLED_AT_FIRST || piecesSinceInput % POLLED_LATER == 0;
    }

    private long fillAndSend() throws IOException {
        wire.arm(deadlines.exchange());
        frames.fill();
        return send(System.nanoTime());
    }

    /** Sends some bytes. If the application takes no more, goes on with its answer. */
    private long send(long now) throws IOException {
        if (!duplex) {
            arm(deadlines.write(now), now);
        }
        long written = write();
        if (written > 0) {
            deadlines.sent(frames.bodyBytes(), duplex);
        }
        if (!sent && frames.state() == RequestFrames.State.SENT) {
            sent = true;
            wire.endOutput();
            tellSent();
        }
        return written;
    }

    /** Writes what the wire takes: all of it, unless in duplex. */
    private long write() throws IOException {
        try {
            return frames.hasPending() ? wire.write(frames.pending(), frames.pending().length) : 0;
        } catch (IOException e) {
            if (e instanceof ExhaustedException
                    || wire.state() != Wire.State.OPEN
                    || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            frames.breakOff();
            return 0;
        }
    }

    private void tellSent() {
        Exchange<?> current = exchange;
        if (current != null) {
            current.sent();
        }
    }

    private int receiveOnce() throws IOException {
        int count = connection.receive();
        answer.received(count);
        if (count > 0) {
            piecesSinceInput = 0;
        }
        return count;
    }

    /** Ends the wire here if the deadline has passed: input that never pauses leaves the watchdog no wait to end. */
    private void arm(long deadline, long now) {
        wire.arm(deadline);
        if (Nanos.passed(deadline, now)) {
            wire.expire(deadline);
        }
    }

    private void leaveDuplex() throws IOException {
        if (duplex) {
            duplex = false;
            wire.endDuplex();
        }
    }
}
