package org.gateway4j.fastcgi.internal;

import java.nio.ByteBuffer;
import org.gateway4j.Headers;
import org.gateway4j.Limits;
import org.gateway4j.fastcgi.internal.codec.EndRequest;
import org.gateway4j.fastcgi.internal.codec.RecordDecoder;
import org.gateway4j.fastcgi.internal.codec.RecordType;
import org.gateway4j.internal.cgi.ResponseHeadParser;
import org.gateway4j.internal.protocol.AnswerException;
import org.gateway4j.internal.protocol.ErrorOutput;
import org.gateway4j.internal.protocol.Protocol;
import org.gateway4j.internal.protocol.Protocol.Signal;
import org.gateway4j.internal.protocol.ResponseHead;

/** Reads the records of an answer: STDOUT with the response, STDERR among it, and END_REQUEST at the end. */
final class AnswerDecoder {

    private static final ResponseHead NO_HEAD = new ResponseHead(502, "", Headers.empty(), -1, null);

    /** The part of the answer that comes next. */
    private enum Answer {
        HEAD,
        BODY,
        /** An empty record has ended STDOUT. END_REQUEST comes next. */
        STDOUT_ENDED,
        /** END_REQUEST was read, but its padding was not. */
        ENDING,
        ENDED
    }

    private final RecordDecoder records = new RecordDecoder();
    private final ResponseHeadParser headParser;
    private final ByteBuffer endContent = ByteBuffer.allocate(EndRequest.SIZE);

    private ErrorOutput errors = bytes -> bytes.position(bytes.limit());
    private int requestId;
    private boolean inRecord;
    private Answer answer = Answer.ENDED;
    private ResponseHead head = NO_HEAD;
    private long exitStatus = -1;

    AnswerDecoder(Limits limits) {
        headParser = new ResponseHeadParser(limits);
    }

    /** Resets the decoder for the answer to a request. */
    void begin(int id, ErrorOutput errorOutput) {
        requestId = id;
        errors = errorOutput;
        inRecord = false;
        answer = Answer.HEAD;
        exitStatus = -1;
        records.reset();
        headParser.reset();
        endContent.clear();
    }

    /** See {@link Protocol#decode}. */
    Signal decode(ByteBuffer input) throws AnswerException {
        while (answer != Answer.ENDED) {
            if (answer == Answer.ENDING) {
                if (!records.skipPadding(input)) {
                    return Signal.NEED_INPUT;
                }
                answer = Answer.ENDED;
                break;
            }
            if (!inRecord && !startRecord(input)) {
                return Signal.NEED_INPUT;
            }
            if (records.contentLeft() > 0 && !input.hasRemaining()) {
                return Signal.NEED_INPUT;
            }
            switch (records.type()) {
                case STDOUT -> {
                    if (readStdout(input)) {
                        return answer == Answer.HEAD ? headRead() : Signal.BODY;
                    }
                }
                case STDERR -> readStderr(input);
                default -> readEnd(input);
            }
            inRecord = records.contentLeft() > 0;
        }
        return Signal.END;
    }

    private boolean startRecord(ByteBuffer input) throws AnswerException {
        if (!records.next(input)) {
            return false;
        }
        switch (records.type()) {
            case STDOUT, STDERR, END_REQUEST -> checkRecord();
            default ->
                throw AnswerException.malformed("unexpected record of type " + records.typeCode() + " ("
                        + records.type() + ") and " + records.contentLength() + " bytes");
        }
        inRecord = true;
        return true;
    }

    private void checkRecord() throws AnswerException {
        if (records.requestId() != requestId) {
            throw AnswerException.malformed(
                    records.type() + " record of request " + records.requestId() + ", expected " + requestId);
        }
        if (records.type() == RecordType.END_REQUEST && records.contentLength() != EndRequest.SIZE) {
            throw AnswerException.malformed(
                    "END_REQUEST record of " + records.contentLength() + " bytes, expected " + EndRequest.SIZE);
        }
        if (records.type() == RecordType.STDOUT && answer == Answer.STDOUT_ENDED && records.contentLength() > 0) {
            throw AnswerException.malformed("STDOUT record of " + records.contentLength() + " bytes after its end");
        }
    }

    /** Reads STDOUT. Returns true if the head is complete or body bytes lie at the input's position. */
    private boolean readStdout(ByteBuffer input) throws AnswerException {
        if (records.contentLength() == 0) {
            answer = answer == Answer.BODY ? Answer.STDOUT_ENDED : answer;
            return false;
        }
        if (answer == Answer.BODY) {
            return true;
        }
        int before = input.position();
        boolean complete = headParser.read(input, records.contentLeft());
        records.consumed(input.position() - before);
        return complete;
    }

    private Signal headRead() throws AnswerException {
        head = headParser.head();
        answer = Answer.BODY;
        inRecord = records.contentLeft() > 0;
        return Signal.HEAD;
    }

    private void readStderr(ByteBuffer input) {
        int count = Math.min(records.contentLeft(), input.remaining());
        int end = input.limit();
        errors.accept(input.limit(input.position() + count));
        input.limit(end);
        records.consumed(count);
    }

    private void readEnd(ByteBuffer input) throws AnswerException {
        int count = Math.min(records.contentLeft(), input.remaining());
        int end = input.limit();
        endContent.put(input.limit(input.position() + count));
        input.limit(end);
        records.consumed(count);
        if (records.contentLeft() == 0) {
            end(EndRequest.get(endContent.flip()));
        }
    }

    private void end(EndRequest end) throws AnswerException {
        switch (end.protocolStatus()) {
            case EndRequest.REQUEST_COMPLETE -> {
                if (answer == Answer.HEAD) {
                    throw AnswerException.malformed("END_REQUEST (application status " + end.appStatus() + ") after "
                            + headParser.size() + " bytes of an incomplete response head");
                }
                exitStatus = end.appStatus();
                answer = Answer.ENDING;
            }
            case EndRequest.CANT_MPX_CONN -> throw refusal(AnswerException.Kind.REFUSED, "CANT_MPX_CONN");
            case EndRequest.OVERLOADED -> throw refusal(AnswerException.Kind.OVERLOADED, "OVERLOADED");
            case EndRequest.UNKNOWN_ROLE -> throw refusal(AnswerException.Kind.REFUSED, "UNKNOWN_ROLE");
            default ->
                throw AnswerException.malformed("END_REQUEST with undefined protocol status " + end.protocolStatus());
        }
    }

    /** Only an answer without any output can mean that the request was not executed. */
    private AnswerException refusal(AnswerException.Kind kind, String status) {
        boolean untouched = answer == Answer.HEAD && headParser.size() == 0;
        return new AnswerException(
                untouched ? kind : AnswerException.Kind.MALFORMED,
                untouched
                        ? "request not executed: the application answered " + status
                        : "END_REQUEST with protocol status " + status + " after output");
    }

    ResponseHead head() {
        return head;
    }

    /** The number of bytes of the current record's content that are left. */
    int bodyAvailable() {
        return records.contentLeft();
    }

    void bodyTaken(int count) {
        records.consumed(count);
        inRecord = records.contentLeft() > 0;
    }

    boolean isEnded() {
        return answer == Answer.ENDED;
    }

    long exitStatus() {
        return exitStatus;
    }

    String position() {
        return "before END_REQUEST, " + records.position();
    }
}
