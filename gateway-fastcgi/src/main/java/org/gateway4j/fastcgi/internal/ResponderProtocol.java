package org.gateway4j.fastcgi.internal;

import java.nio.ByteBuffer;
import java.util.Set;
import org.gateway4j.Headers;
import org.gateway4j.Limits;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.RequestRejectedException.Reason;
import org.gateway4j.fastcgi.internal.codec.EndRequest;
import org.gateway4j.fastcgi.internal.codec.RecordDecoder;
import org.gateway4j.fastcgi.internal.codec.RecordHeader;
import org.gateway4j.fastcgi.internal.codec.RecordType;
import org.gateway4j.fastcgi.internal.codec.RequestHeadEncoder;
import org.gateway4j.fastcgi.internal.codec.Role;
import org.gateway4j.internal.cgi.AnswerException;
import org.gateway4j.internal.cgi.MetaVariables;
import org.gateway4j.internal.cgi.ResponseHead;
import org.gateway4j.internal.cgi.ResponseHeadParser;
import org.gateway4j.internal.exchange.ClientProtocol;
import org.gateway4j.internal.exchange.ErrorOutput;

/**
 * FastCGI 1.0 in the Responder role, one request at a time. Successive requests bear different ids, so that a late record
 * of one can never be taken for an answer to the next.
 */
public final class ResponderProtocol implements ClientProtocol<ScriptRequest> {

    /** The most that fits a record and is a multiple of 8, which keeps the application's reads aligned. */
    private static final int LARGEST_FRAME = 65_528;

    private static final int LAST_ID = 65_535;

    private static final Set<String> MADE_OF_THE_TARGET =
            Set.of("REQUEST_URI", "DOCUMENT_URI", "QUERY_STRING", "SCRIPT_NAME", "SCRIPT_FILENAME", "PATH_INFO");

    private static final ResponseHead NO_HEAD = new ResponseHead(502, "", Headers.empty(), -1, null);

    /** What of the answer is to come. */
    private enum Answer {
        HEAD,
        BODY,
        /** STDOUT was ended by an empty record; END_REQUEST is to come. */
        STDOUT_ENDED,
        /** END_REQUEST was read, its padding was not. */
        ENDING,
        ENDED
    }

    private final String backend;
    private final boolean keepConnection;
    private final MetaVariables variables;
    private final RequestHeadEncoder encoder;
    private final RecordDecoder records = new RecordDecoder();
    private final ResponseHeadParser headParser;
    private final ByteBuffer endContent = ByteBuffer.allocate(EndRequest.SIZE);
    private final ByteBuffer prefix =
            ByteBuffer.allocateDirect(RecordHeader.SIZE).limit(0);
    private final ByteBuffer suffix =
            ByteBuffer.allocateDirect(RecordHeader.SIZE).limit(0);

    private ErrorOutput errors = bytes -> bytes.position(bytes.limit());
    private int requestId;
    private boolean stdinEnded = true;
    private boolean inRecord;
    private Answer answer = Answer.ENDED;
    private ResponseHead head = NO_HEAD;
    private long exitStatus = -1;

    /** The protocol of a connection. */
    public ResponderProtocol(String backend, boolean keepConnection, MetaVariables variables, Limits limits) {
        this.backend = backend;
        this.keepConnection = keepConnection;
        this.variables = variables;
        this.encoder = new RequestHeadEncoder(limits.requestHead());
        this.headParser = new ResponseHeadParser(limits);
    }

    @Override
    public ByteBuffer begin(ScriptRequest call, long bodyLength, ErrorOutput errorOutput)
            throws RequestRejectedException {
        requestId = requestId == LAST_ID ? 1 : requestId + 1;
        encoder.begin(requestId, Role.RESPONDER, keepConnection);
        variables.write(call.request(), call.script(), bodyLength, encoder);
        String oversized = encoder.oversized();
        if (oversized != null) {
            throw tooLarge(oversized);
        }
        errors = errorOutput;
        stdinEnded = false;
        inRecord = false;
        answer = Answer.HEAD;
        exitStatus = -1;
        records.reset();
        headParser.reset();
        endContent.clear();
        return encoder.end();
    }

    private RequestRejectedException tooLarge(String name) {
        boolean uri = MADE_OF_THE_TARGET.contains(name);
        return new RequestRejectedException(
                backend,
                uri ? Reason.URI_TOO_LONG : Reason.HEADERS_TOO_LARGE,
                name + " does not fit: a FastCGI record takes " + RecordHeader.MAX_CONTENT
                        + " bytes with name and lengths, and limits.requestHead bounds all variables together");
    }

    @Override
    public int bodyCredit() {
        return stdinEnded ? 0 : LARGEST_FRAME;
    }

    @Override
    public void frame(int length, boolean last) {
        prefix.clear().limit(length == 0 ? 0 : RecordHeader.SIZE);
        if (length > 0) {
            RecordHeader.put(prefix, RecordType.STDIN, requestId, length);
        }
        prefix.flip();
        suffix.clear();
        if (last) {
            RecordHeader.put(suffix, RecordType.STDIN, requestId, 0);
            stdinEnded = true;
        }
        suffix.flip();
    }

    @Override
    public ByteBuffer prefix() {
        return prefix;
    }

    @Override
    public ByteBuffer suffix() {
        return suffix;
    }

    @Override
    public Signal decode(ByteBuffer input) throws AnswerException {
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

    /** Reads STDOUT; true if the head is complete or body bytes lie at the input's position. */
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
            case EndRequest.CANT_MPX_CONN -> throw refused(AnswerException.Kind.REFUSED, "CANT_MPX_CONN");
            case EndRequest.OVERLOADED -> throw refused(AnswerException.Kind.OVERLOADED, "OVERLOADED");
            case EndRequest.UNKNOWN_ROLE -> throw refused(AnswerException.Kind.REFUSED, "UNKNOWN_ROLE");
            default ->
                throw AnswerException.malformed("END_REQUEST with undefined protocol status " + end.protocolStatus());
        }
    }

    /** Only an answer without any output can mean that the request was not executed. */
    private AnswerException refused(AnswerException.Kind kind, String status) {
        boolean untouched = answer == Answer.HEAD && headParser.size() == 0;
        return new AnswerException(
                untouched ? kind : AnswerException.Kind.MALFORMED,
                untouched
                        ? "request not executed: the application answered " + status
                        : "END_REQUEST with protocol status " + status + " after output");
    }

    @Override
    public ResponseHead head() {
        return head;
    }

    @Override
    public int bodyAvailable() {
        return records.contentLeft();
    }

    @Override
    public void bodyTaken(int count) {
        records.consumed(count);
        inRecord = records.contentLeft() > 0;
    }

    @Override
    public boolean isReusable() {
        return keepConnection && answer == Answer.ENDED;
    }

    @Override
    public long exitStatus() {
        return exitStatus;
    }

    @Override
    public String position() {
        return "before END_REQUEST, " + records.position();
    }
}
