package org.gateway4j.internal.blocking;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.gateway4j.internal.exchange.BodyAccount;
import org.gateway4j.internal.protocol.AnswerException;
import org.gateway4j.internal.protocol.Protocol;
import org.gateway4j.internal.protocol.Protocol.Signal;
import org.jspecify.annotations.Nullable;

/** The receiving half of an exchange: decodes the answer, while the transfer receives and sends what that takes. */
final class AnswerReader {

    private final Protocol<?> protocol;
    private final ByteBuffer input;
    private final Transfer transfer;
    private final BodyAccount account;

    /** What came behind bytes that were delivered first. */
    private @Nullable AnswerException pendingFailure;

    /** Whether the protocol's own end of the answer was reached. */
    private boolean ended;

    AnswerReader(Connection<?> connection, Transfer transfer, BodyAccount account) {
        this.protocol = connection.protocol();
        this.input = connection.input();
        this.transfer = transfer;
        this.account = account;
    }

    /** Waits for the response head. */
    void awaitHead() throws IOException, AnswerException {
        next();
    }

    /** Reads what is there of the body, at least one byte; -1 where nothing that may still come is of any use. */
    int read(ByteBuffer target) throws IOException, AnswerException {
        while (!needsNoMoreInput() && !account.isSurplusTooLarge()) {
            if (next() != Signal.BODY) {
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

    /** Whether the last read has come to the end of the answer, and not only to that of what is wanted of it. */
    boolean isEnded() {
        return ended;
    }

    /** Whether nothing that may still come is of any use. */
    boolean needsNoMoreInput() {
        return account.isComplete() && !protocol.awaitsEnd();
    }

    /** Takes what else has arrived: applications send small pieces, which cost less together. */
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
    boolean isAtHand() {
        try {
            return decode() != Signal.NEED_INPUT;
        } catch (AnswerException e) {
            pendingFailure = e;
            return true;
        }
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
}
