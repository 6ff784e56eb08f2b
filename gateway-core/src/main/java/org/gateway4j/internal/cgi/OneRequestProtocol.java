package org.gateway4j.internal.cgi;

import java.nio.ByteBuffer;
import org.gateway4j.Headers;
import org.gateway4j.Limits;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.internal.protocol.AnswerException;
import org.gateway4j.internal.protocol.BodyFacts;
import org.gateway4j.internal.protocol.ErrorOutput;
import org.gateway4j.internal.protocol.Protocol;
import org.gateway4j.internal.protocol.ResponseHead;

/**
 * A protocol that serves one request on a connection: the variables, framed in the protocol's own way, then the body as
 * it is. The answer is a CGI response, which ends with the connection or with its declared length. The protocol has no
 * sign of its own for the end. So an answer without a length that is cut off cannot be told from a complete one.
 */
public abstract class OneRequestProtocol implements Protocol<ScriptRequest> {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final int LARGEST_PIECE = 64 * 1024;
    private static final ResponseHead NO_HEAD = new ResponseHead(502, "", Headers.empty(), -1, null);

    private enum Answer {
        HEAD,
        BODY
    }

    private final ResponseHeadParser parser;
    private Answer answer = Answer.HEAD;
    private ResponseHead head = NO_HEAD;
    private long bodyLeft;
    private long bodyBytes;

    /** A protocol whose answers keep these limits. */
    protected OneRequestProtocol(Limits limits) {
        parser = new ResponseHeadParser(limits);
    }

    /**
     * Encodes the variables of a request.
     *
     * @param contentLength the length of the body that follows them
     * @return the encoded variables, valid until the next call
     * @throws RequestRejectedException if they cannot be sent
     */
    public abstract ByteBuffer encode(ScriptRequest request, long contentLength) throws RequestRejectedException;

    @Override
    public final ByteBuffer begin(ScriptRequest request, BodyFacts body, ErrorOutput errors)
            throws RequestRejectedException {
        ByteBuffer encoded = encode(request, body.length());
        bodyLeft = body.length();
        bodyBytes = 0;
        answer = Answer.HEAD;
        parser.reset();
        return encoded;
    }

    @Override
    public final int bodyCredit() {
        return (int) Math.min(bodyLeft, LARGEST_PIECE);
    }

    @Override
    public final void frame(int length, boolean last) {
        bodyLeft -= length;
    }

    @Override
    public final ByteBuffer prefix() {
        return NOTHING;
    }

    @Override
    public final ByteBuffer suffix() {
        return NOTHING;
    }

    @Override
    public final Signal decode(ByteBuffer input) throws AnswerException {
        if (answer == Answer.HEAD && parser.read(input, input.remaining())) {
            head = parser.head();
            answer = Answer.BODY;
            return Signal.HEAD;
        }
        return input.hasRemaining() ? Signal.BODY : Signal.NEED_INPUT;
    }

    /** The driver compares a declared length with what has arrived. */
    @Override
    public final Signal endOfInput() {
        return answer == Answer.HEAD ? Signal.NEED_INPUT : Signal.END;
    }

    @Override
    public final boolean awaitsEnd() {
        return false;
    }

    @Override
    public final ResponseHead head() {
        return head;
    }

    @Override
    public final int bodyAvailable() {
        return Integer.MAX_VALUE;
    }

    @Override
    public final void bodyTaken(int count) {
        bodyBytes += count;
    }

    @Override
    public final boolean isReusable() {
        return false;
    }

    @Override
    public final long exitStatus() {
        return -1;
    }

    @Override
    public String position() {
        return answer == Answer.HEAD
                ? "after " + parser.size() + " bytes of the response head"
                : "after " + bodyBytes + " bytes of the body";
    }

    /** Whether not a single byte of an answer has arrived. */
    protected final boolean isUnanswered() {
        return answer == Answer.HEAD && parser.size() == 0;
    }
}
