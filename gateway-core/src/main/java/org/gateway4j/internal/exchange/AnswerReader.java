package org.gateway4j.internal.exchange;

import java.io.EOFException;
import java.nio.ByteBuffer;
import org.gateway4j.internal.protocol.AnswerException;
import org.gateway4j.internal.protocol.Protocol;
import org.gateway4j.internal.protocol.Protocol.Signal;
import org.jspecify.annotations.Nullable;

/**
 * The receiving half of a connection: decodes what has arrived, and never waits for more. The driver receives whenever there is
 * nothing at hand. Used by one exchange after the other.
 */
public final class AnswerReader {

    private final Protocol<?> protocol;
    private final ByteBuffer input;
    private final BodyAccount account;

    /** A failure that arrived behind bytes; the bytes are delivered first. */
    private @Nullable AnswerException pendingFailure;

    private boolean begun;
    private boolean headReceived;

    /** Whether the other side has ended its output. */
    private boolean inputEnded;

    /** Whether the protocol's own end of the answer was reached. */
    private boolean ended;

    AnswerReader(Protocol<?> protocol, ByteBuffer input) {
        this.protocol = protocol;
        this.input = input;
        this.account = new BodyAccount(protocol, input);
    }

    /** Begins with another answer. */
    void begin() {
        account.begin();
        pendingFailure = null;
        begun = false;
        headReceived = false;
        inputEnded = false;
        ended = false;
    }

    /**
     * Takes note of what a driver has received.
     *
     * @param count how many bytes, or -1 at the end of the input
     */
    public void received(int count) {
        begun |= count > 0;
        inputEnded |= count < 0;
    }

    /** Whether any byte of an answer has arrived. */
    boolean isBegun() {
        return begun;
    }

    /** Whether the input has ended, so that nothing more will arrive. */
    public boolean isInputEnded() {
        return inputEnded;
    }

    /**
     * Decodes the response head.
     *
     * @return whether it is complete
     */
    public boolean readHead() throws EOFException, AnswerException {
        headReceived = next() != Signal.NEED_INPUT;
        return headReceived;
    }

    boolean isHeadReceived() {
        return headReceived;
    }

    /** The account of the body. */
    BodyAccount account() {
        return account;
    }

    /**
     * Reads what has arrived of the body.
     *
     * @return the number of bytes, 0 if there is nothing at hand, or -1 if no further input is needed
     */
    public int read(ByteBuffer target) throws EOFException, AnswerException {
        while (!needsNoMoreInput() && !account.isSurplusTooLarge()) {
            Signal signal = next();
            if (signal == Signal.NEED_INPUT) {
                return 0;
            }
            if (signal != Signal.BODY) {
                ended = true;
                return -1;
            }
            int count = account.take(target);
            if (count > 0) {
                return count + takeMore(target);
            }
        }
        return -1;
    }

    /** Whether the last read has reached the end of the answer, and not only the end of the wanted body. */
    boolean isEnded() {
        return ended;
    }

    /** Whether no further input is needed. */
    public boolean needsNoMoreInput() {
        return account.isComplete() && !protocol.awaitsEnd();
    }

    /** Takes further pieces that have arrived. Applications send small pieces, which cost less together. */
    private int takeMore(ByteBuffer target) {
        long before = account.delivered();
        try {
            while (target.hasRemaining()
                    && input.hasRemaining()
                    && !account.isComplete()
                    && protocol.decode(input) == Signal.BODY) {
                account.take(target);
            }
        } catch (AnswerException e) {
            pendingFailure = e;
        }
        return (int) (account.delivered() - before);
    }

    /** Drops what has arrived of the body; returns whether the answer has ended with it. */
    boolean skipArrived() throws AnswerException {
        Signal signal = decode();
        while (signal == Signal.BODY) {
            account.skip();
            signal = protocol.decode(input);
        }
        return signal == Signal.END;
    }

    /** Whether more of the body, its end or a failure has arrived. */
    public boolean isAtHand() {
        try {
            return decode() != Signal.NEED_INPUT;
        } catch (AnswerException e) {
            pendingFailure = e;
            return true;
        }
    }

    /** Decodes up to the next signal, the end of the input included. */
    private Signal next() throws EOFException, AnswerException {
        Signal signal = decode();
        return signal == Signal.NEED_INPUT && inputEnded ? endOfInput() : signal;
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
}
