package org.gateway4j.internal.protocol;

import java.nio.ByteBuffer;
import org.gateway4j.RequestRejectedException;
import org.jspecify.annotations.Nullable;

/**
 * The web server's side of a protocol, for one connection and one exchange after another: bytes in, bytes out. It does
 * no I/O, never blocks and knows no time, so any driver can run it. Not safe for use by several threads.
 *
 * <p>A driver writes the head that {@link #begin} returns, and then one frame of the body after another, as long as
 * {@link #bodyCredit} is positive. At the same time it passes the bytes that it receives to {@link #decode}.
 *
 * @param <Q> a request, as the protocol's gateway has prepared it
 */
public interface Protocol<Q> {

    /** The result of {@link #decode}. */
    enum Signal {
        /** All input was consumed. */
        NEED_INPUT,
        /** The response head is complete. */
        HEAD,
        /** Bytes of the body lie at the input's position: {@link #bodyAvailable} of them. */
        BODY,
        /** The response has ended. */
        END
    }

    /**
     * Starts an exchange.
     *
     * @param request the request
     * @param body the facts about its body. If the body is in a file that is handed over, no body is sent
     * @param errors takes the application's error output
     * @return the encoded head, valid until the next call
     * @throws RequestRejectedException if the request cannot be encoded; another exchange can be started
     */
    ByteBuffer begin(Q request, BodyFacts body, ErrorOutput errors) throws RequestRejectedException;

    /**
     * The number of bytes of the body that the next frame may hold.
     *
     * @return 0 if no frame may be sent now, or if none may be sent any more
     */
    int bodyCredit();

    /**
     * Frames the next bytes of the body. The driver sends {@link #prefix} before them and {@link #suffix} after them.
     *
     * @param length the number of bytes, at most the credit; 0 only together with {@code last}
     * @param last whether these are the last bytes of the body
     */
    void frame(int length, boolean last);

    /** The bytes to send before the bytes that were framed last. */
    ByteBuffer prefix();

    /** The bytes to send after the bytes that were framed last. */
    ByteBuffer suffix();

    /**
     * Whether the other side asks for each frame. Then at most one frame is under way, and neither side can block the
     * other.
     */
    default boolean isLockStep() {
        return false;
    }

    /**
     * Consumes input up to the next signal.
     *
     * @param input the bytes received. On {@link Signal#BODY}, its position is at the body bytes
     * @throws AnswerException if the protocol does not allow the input, or if the input says that the request was not
     *     executed
     */
    Signal decode(ByteBuffer input) throws AnswerException;

    /**
     * Interprets the end of the input.
     *
     * @return a signal like that of {@link #decode}; {@link Signal#NEED_INPUT} if the answer is truncated
     * @throws AnswerException if the end is a failure that the protocol can explain
     */
    default Signal endOfInput() throws AnswerException {
        return Signal.NEED_INPUT;
    }

    /**
     * Whether the driver should wait for the end of the answer after a body of declared length has arrived completely.
     * If not, the exchange ends there, and the application may continue.
     */
    default boolean awaitsEnd() {
        return true;
    }

    /** The response head, after {@link Signal#HEAD}. */
    ResponseHead head();

    /** The number of contiguous bytes of the body from the input's position on. It may be more than the input holds. */
    int bodyAvailable();

    /** Tells the protocol how many of these bytes were taken from the input. */
    void bodyTaken(int count);

    /** Whether the connection can be reused after {@link Signal#END}: neither side owes the other anything. */
    boolean isReusable();

    /** The application's own exit status after {@link Signal#END}, 32 bits unsigned; -1 if there is none. */
    long exitStatus();

    /** The position of decoding in the answer, for an error message. */
    String position();

    /**
     * Whether the protocol can tell late bytes of one answer from the next answer. If not, a connection is always
     * checked before its reuse, even if it was in use a moment ago.
     */
    default boolean marksAnswers() {
        return false;
    }

    /**
     * A question outside of any exchange. Its answer shows that the other side is alive.
     *
     * @return the question, or null if the protocol has none
     */
    default @Nullable ByteBuffer ping() {
        return null;
    }

    /**
     * Reads the answer to {@link #ping}.
     *
     * @param input the bytes received so far
     * @return whether the answer is complete
     * @throws AnswerException if it is another answer
     */
    default boolean isPong(ByteBuffer input) throws AnswerException {
        throw AnswerException.malformed("bytes outside of any exchange");
    }

    /**
     * Explains an application's error output, for the message of a failure.
     *
     * @param errorOutput the end of the error output, printable
     * @return the explanation, or an empty string
     */
    default String explain(String errorOutput) {
        return "";
    }
}
