package org.gateway4j.internal.blocking;

import java.io.IOException;
import org.gateway4j.Phase;
import org.gateway4j.internal.exchange.TimeoutNanos;
import org.gateway4j.internal.wire.ExhaustedException;
import org.gateway4j.internal.wire.Nanos;
import org.gateway4j.internal.wire.Wire;

/**
 * Moves the bytes of one exchange, on one thread: sends the request and receives the answer, each wait under its
 * deadline. A deadline starts anew with the progress that it is named after and with nothing else: what an application
 * writes to its error output, or sends without content, keeps no exchange alive.
 *
 * <p>A small request is written at once and then the answer is awaited, blocking; so is each piece that an
 * application asks for in lock step, as long as the client does not pause. Other requests are sent piece by piece on a non-blocking socket, which is read between
 * them, so that the application may answer while it is still being fed.
 */
final class Transfer {

    private static final int POLLED_AT_FIRST = 8;
    private static final int POLLED_LATER = 4;

    private final Connection<?> connection;
    private final Wire wire;
    private final RequestSender sender;
    private final TimeoutNanos timeoutNanos;
    private final Runnable onSent;
    private final long begun;
    private final long exchangeDeadline;

    /** When the application must have taken some of the pending bytes; {@link Nanos#NEVER} while nothing waits for that. */
    private long writeDeadline = Nanos.NEVER;

    /** When the head, then the next byte of the body, must be here; {@link Nanos#NEVER} while nothing waits for that. */
    private long answerDeadline = Nanos.NEVER;

    /** How many bytes of the request's body were sent when the answer's deadline was started last. */
    private long accounted;

    private boolean duplex;
    private boolean headReceived;
    private boolean answered;
    private boolean ended;
    private boolean sent;

    /** How many pieces were sent since something was received. */
    private int piecesSinceInput;

    /** A transfer that begins at that time, and is to end by the deadline of its exchange. */
    Transfer(
            Connection<?> connection,
            RequestSender sender,
            TimeoutNanos timeoutNanos,
            Runnable onSent,
            long now,
            long deadline) {
        this.connection = connection;
        this.wire = connection.wire();
        this.sender = sender;
        this.timeoutNanos = timeoutNanos;
        this.onSent = onSent;
        this.begun = now;
        this.exchangeDeadline = deadline;
    }

    /** Sends what can be sent at once. */
    void start() throws IOException {
        if (!sender.fitsOneWrite()) {
            startDuplex();
        } else {
            sender.fill();
            send(begun);
        }
    }

    private void startDuplex() throws IOException {
        duplex = true;
        wire.startDuplex();
    }

    /**
     * Waits until there is input that has not been decoded; the input must be consumed before.
     *
     * @return false at the end of the input
     */
    boolean receive() throws IOException {
        while (!ended && !connection.input().hasRemaining()) {
            if (duplex) {
                moveBoth();
            } else if (sender.canAdvance()) {
                fillAndSend();
                if (sender.isStarved()) {
                    startDuplex();
                }
            } else {
                long now = System.nanoTime();
                arm(answerDeadline(now), now);
                receiveOnce();
            }
        }
        wire.arm(exchangeDeadline);
        return !ended;
    }

    private void moveBoth() throws IOException {
        long written = sender.canAdvance() ? fillAndSend() : 0;
        armForWhatIsDue();
        int received = shouldPollInput() ? receiveOnce() : 0;
        if (sender.state() != RequestSender.State.SENDING) {
            leaveDuplex();
        } else if (received == 0
                && (written == 0 || !sender.isBetweenFrames())
                && wire.awaitProgress(sender.hasPending())) {
            receiveOnce();
        }
    }

    /**
     * Before the head an application must take what it is sent; once it answers, the answer alone counts. The time that the
     * client takes for its body is not the application's.
     */
    private void armForWhatIsDue() {
        long now = System.nanoTime();
        if (sender.isStarved()) {
            arm(exchangeDeadline, now);
        } else {
            arm(sender.hasPending() && !headReceived ? writeDeadline(now) : answerDeadline(now), now);
        }
    }

    /** An application that says nothing for long is listened to less often while it takes what it is sent. */
    private boolean shouldPollInput() {
        return ++piecesSinceInput <= POLLED_AT_FIRST || piecesSinceInput % POLLED_LATER == 0;
    }

    private long fillAndSend() throws IOException {
        wire.arm(exchangeDeadline);
        sender.fill();
        return send(System.nanoTime());
    }

    /** Sends some; if the application takes no more, goes on to what it has to say. */
    private long send(long now) throws IOException {
        if (!duplex) {
            arm(writeDeadline(now), now);
        }
        long written = 0;
        try {
            written = sender.write();
        } catch (IOException e) {
            if (e instanceof ExhaustedException
                    || wire.state() != Wire.State.OPEN
                    || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            sender.breakOff();
        }
        if (written > 0) {
            progressed();
        }
        if (!sent && sender.state() == RequestSender.State.SENT) {
            sent = true;
            wire.endOutput();
            onSent.run();
        }
        return written;
    }

    private int receiveOnce() throws IOException {
        int count = connection.receive();
        ended = count < 0;
        if (count > 0) {
            answered = true;
            piecesSinceInput = 0;
        }
        return count;
    }

    /** The answer's deadline starts anew too, unless the application was only told again that its input has ended. */
    private void progressed() {
        writeDeadline = Nanos.NEVER;
        if (duplex || sender.bodyBytes() != accounted) {
            accounted = sender.bodyBytes();
            answerDeadline = Nanos.NEVER;
        }
    }

    private long writeDeadline(long now) {
        if (writeDeadline == Nanos.NEVER) {
            writeDeadline = Nanos.after(now, timeoutNanos.write());
        }
        return writeDeadline;
    }

    private long answerDeadline(long now) {
        if (answerDeadline == Nanos.NEVER) {
            answerDeadline = Nanos.after(now, headReceived ? timeoutNanos.read() : timeoutNanos.head());
        }
        return answerDeadline;
    }

    /** Input that never pauses leaves the watchdog no wait to end. */
    private void arm(long deadline, long now) {
        long earlier = Nanos.earlier(deadline, exchangeDeadline);
        wire.arm(earlier);
        if (Nanos.passed(earlier, now)) {
            wire.expire(earlier);
        }
    }

    /** Makes the socket block again, if it can; to be called before the connection is given away. */
    void leaveDuplex() throws IOException {
        if (duplex) {
            duplex = false;
            wire.endDuplex();
        }
    }

    /** From now on each piece of the body has its own deadline. */
    void headReceived() {
        headReceived = true;
        answerDeadline = Nanos.NEVER;
    }

    /** The next piece of the body is asked for; until now its time did not run. */
    void pieceAskedFor() {
        answerDeadline = Nanos.NEVER;
    }

    /** How far the exchange has come. */
    Phase phase() {
        if (headReceived) {
            return Phase.BODY;
        }
        return sender.canAdvance() || !sender.isHeadSent() ? Phase.SEND : Phase.HEAD;
    }

    /** Whether the deadline of the whole exchange has passed. */
    boolean isExchangeLate() {
        return Nanos.passed(exchangeDeadline, System.nanoTime());
    }

    /** Whether any byte of an answer has arrived. */
    boolean isAnswered() {
        return answered;
    }

    RequestSender sender() {
        return sender;
    }
}
