package org.gateway4j.cgi.internal;

import java.nio.ByteBuffer;
import java.util.OptionalInt;
import org.gateway4j.Headers;
import org.gateway4j.Limits;
import org.gateway4j.cgi.ExitPolicy;
import org.gateway4j.internal.cgi.ResponseHeadParser;
import org.gateway4j.internal.protocol.AnswerException;
import org.gateway4j.internal.protocol.BodyFacts;
import org.gateway4j.internal.protocol.ErrorOutput;
import org.gateway4j.internal.protocol.Protocol;
import org.gateway4j.internal.protocol.ResponseHead;

/** The protocol on the pipes of a script: the body goes in, and a response by RFC 3875 section 6 comes out. */
final class CgiProtocol implements Protocol<CgiCall> {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final int LARGEST_PIECE = 64 * 1024;
    private static final ResponseHead NO_HEAD = new ResponseHead(502, "", Headers.empty(), -1, null);

    private enum State {
        HEAD,
        BODY
    }

    private final CgiCall call;
    private final RunningScript process;
    private final ResponseHeadParser parser;
    private final ExitPolicy accepted;
    private State state = State.HEAD;
    private ResponseHead head = NO_HEAD;
    private boolean sent;
    private long bodyBytes;

    CgiProtocol(CgiCall call, RunningScript process, Limits limits, ExitPolicy accepted) {
        this.call = call;
        this.process = process;
        this.parser = new ResponseHeadParser(limits);
        this.accepted = accepted;
    }

    @Override
    public ByteBuffer begin(CgiCall request, BodyFacts body, ErrorOutput errors) {
        sent = body.file() != null || body.length() == 0;
        process.readErrors(errors);
        return NOTHING;
    }

    @Override
    public int bodyCredit() {
        return sent ? 0 : LARGEST_PIECE;
    }

    @Override
    public void frame(int length, boolean last) {
        sent = last;
    }

    @Override
    public ByteBuffer prefix() {
        return NOTHING;
    }

    @Override
    public ByteBuffer suffix() {
        return NOTHING;
    }

    @Override
    public Signal decode(ByteBuffer input) throws AnswerException {
        if (state == State.HEAD && parser.read(input, input.remaining())) {
            head = parser.head();
            state = State.BODY;
            return Signal.HEAD;
        }
        return input.hasRemaining() ? Signal.BODY : Signal.NEED_INPUT;
    }

    /** The end of the output is the end of the response if the script has ended well or has not ended. */
    @Override
    public Signal endOfInput() throws AnswerException {
        OptionalInt status = process.exitStatus();
        if (state == State.HEAD) {
            throw AnswerException.malformed(script() + ending(status) + " " + position());
        }
        if (status.isPresent() && !new ExitStatus(status.getAsInt()).isAcceptedBy(accepted)) {
            throw AnswerException.malformed(script() + ending(status) + " " + position() + "; it may be cut short");
        }
        return Signal.END;
    }

    private static String ending(OptionalInt status) {
        return status.isPresent() ? " " + new ExitStatus(status.getAsInt()) : " closed its output";
    }

    private String script() {
        return "script " + call.script().file();
    }

    @Override
    public boolean awaitsEnd() {
        return false;
    }

    @Override
    public ResponseHead head() {
        return head;
    }

    @Override
    public int bodyAvailable() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void bodyTaken(int count) {
        bodyBytes += count;
    }

    @Override
    public boolean isReusable() {
        return false;
    }

    @Override
    public long exitStatus() {
        return process.exitStatus().orElse(-1);
    }

    @Override
    public String position() {
        return state == State.HEAD
                ? "after " + parser.size() + " bytes of the response head"
                : "after " + bodyBytes + " bytes of the body";
    }
}
