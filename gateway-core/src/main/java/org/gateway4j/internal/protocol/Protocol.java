package org.gateway4j.internal.protocol;

import java.nio.ByteBuffer;
import org.gateway4j.RequestRejectedException;
import org.jspecify.annotations.Nullable;

/**
 * A protocol as seen from the web server, for one connection and one exchange after the other: bytes in, bytes out. It
 * does no I/O, blocks nowhere and knows no time, so that any driver can run it. Not safe for use by several threads.
 *
 * <p>A driver writes what {@link #begin} returns, then one frame of the body after the other as long as {@link
 * #bodyCredit} asks for some, and at the same time feeds what it receives to {@link #decode}.
 *
 * @param <Q> a request, as the protocol's gateway has prepared it
 */
public interface Protocol<Q> {

    /** What {@link #decode} came upon. */
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
     * @param body what is known of its body; if it is in a file that is handed over, none is sent
     * @param errors where the application's error output goes
     * @return the encoded head, valid until the next call
     * @throws RequestRejectedException if it cannot be encoded; another exchange can be started
     */
    ByteBuffer begin(Q request, BodyFacts body, ErrorOutput errors) throws RequestRejectedException;

    /**
     * How many bytes of the body the next frame may hold.
     *
     * @return 0 if none may be sent now, or ever again
     */
    int bodyCredit();

    /**
     * Frames the next bytes of the body: {@link #prefix} goes before them, {@link #suffix} after them.
     *
     * @param length how many bytes, at most the credit; 0 only together with {@code last}
     * @param last whether these are the last ones
     */
    void frame(int length, boolean last);

    /** What goes before the bytes framed last. */
    ByteBuffer prefix();

    /** What goes after the bytes framed last. */
    ByteBuffer suffix();

    /**
     * Whether the other side asks for each frame. Then no more than one is ever under way, so that neither side can block
     * the other.
     */
    default boolean isLockStep() {
        return false;
    }

    /**
     * Consumes input up to the next signal.
     *
     * @param input what was received; on {@link Signal#BODY}, its position is at the body bytes
     * @throws AnswerException if the input is not what the protocol allows, or says that the request was not executed
     */
    Signal decode(ByteBuffer input) throws AnswerException;

    /**
     * What it means that the input has ended.
     *
     * @return a signal like that of {@link #decode}; {@link Signal#NEED_INPUT} if the answer is cut short
     * @throws AnswerException if that is a failure which the protocol can explain
     */
    default Signal endOfInput() throws AnswerException {
        return Signal.NEED_INPUT;
    }

    /**
     * Whether the end of the answer is of use once all of a body of declared length has arrived. If not, the exchange ends
     * there, and whatever answers may go on.
     */
    default boolean awaitsEnd() {
        return true;
    }

    /** The response head, once it was signalled. */
    ResponseHead head();

    /** How many contiguous bytes of the body follow at the input's position; may be more than the input holds. */
    int bodyAvailable();

    /** Says how many of them were taken from the input. */
    void bodyTaken(int count);

    /** Whether the connection can serve again, once the end was signalled: nothing is owed to either side. */
    boolean isReusable();

    /** What the application's own exit status was, 32 bits unsigned, once the end was signalled; -1 if there is none. */
    long exitStatus();

    /** Where in the answer decoding stands, for an error message. */
    String position();

    /**
     * Whether what arrives late of one answer cannot be taken for the next. Otherwise a connection is always looked at before
     * it is used again, even if it was in use a moment ago.
     */
    default boolean marksAnswers() {
        return false;
    }

    /**
     * A question whose answer shows that the other side is alive, outside of any exchange.
     *
     * @return the question, or null if the protocol has none
     */
    default @Nullable ByteBuffer ping() {
        return null;
    }

    /**
     * Reads the answer to {@link #ping}.
     *
     * @param input what was received so far
     * @return whether the answer is whole
     * @throws AnswerException if it is another one
     */
    default boolean isPong(ByteBuffer input) throws AnswerException {
        throw AnswerException.malformed("bytes outside of any exchange");
    }

    /**
     * What an application's error output tells those who know it, for the message of a failure.
     *
     * @param errorOutput the end of it, printable
     * @return the explanation, or an empty string
     */
    default String explain(String errorOutput) {
        return "";
    }
}
