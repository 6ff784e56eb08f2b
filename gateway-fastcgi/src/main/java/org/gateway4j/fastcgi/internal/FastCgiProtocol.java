package org.gateway4j.fastcgi.internal;

import java.nio.ByteBuffer;
import java.util.Set;
import org.gateway4j.Limits;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.RequestRejectedException.Reason;
import org.gateway4j.fastcgi.internal.codec.RecordHeader;
import org.gateway4j.fastcgi.internal.codec.RequestHeadEncoder;
import org.gateway4j.fastcgi.internal.codec.Role;
import org.gateway4j.internal.cgi.MetaVariables;
import org.gateway4j.internal.cgi.VariableSink;
import org.gateway4j.internal.files.FileNames;
import org.gateway4j.internal.protocol.AnswerException;
import org.gateway4j.internal.protocol.BodyFacts;
import org.gateway4j.internal.protocol.ErrorOutput;
import org.gateway4j.internal.protocol.Protocol;
import org.gateway4j.internal.protocol.ResponseHead;
import org.jspecify.annotations.Nullable;

/**
 * FastCGI 1.0 on one connection, one request at a time. Successive requests have different ids, so a late record of one
 * request can never pass for an answer to the next.
 */
public final class FastCgiProtocol implements Protocol<RoleRequest> {

    private static final int LAST_ID = 65_535;

    private static final Set<String> MADE_OF_THE_TARGET =
            Set.of("REQUEST_URI", "DOCUMENT_URI", "QUERY_STRING", "SCRIPT_NAME", "SCRIPT_FILENAME", "PATH_INFO");

    private final boolean keepConnection;
    private final MetaVariables variables;
    private final FileNames fileNames;
    private final RequestHeadEncoder encoder;
    private final RequestStreams streams;
    private final AnswerDecoder answer;
    private int requestId;

    /** The protocol of a connection. */
    public FastCgiProtocol(FastCgiSettings settings, MetaVariables variables, Limits limits) {
        this(settings, variables, limits, FileNames.ofThisJvm());
    }

    FastCgiProtocol(FastCgiSettings settings, MetaVariables variables, Limits limits, FileNames fileNames) {
        this.keepConnection = settings.keepConnections();
        this.variables = variables;
        this.fileNames = fileNames;
        this.encoder = new RequestHeadEncoder(limits.requestHead(), settings.padding());
        this.streams = new RequestStreams(settings.padding());
        this.answer = new AnswerDecoder(limits);
    }

    @Override
    public ByteBuffer begin(RoleRequest call, BodyFacts body, ErrorOutput errors) throws RequestRejectedException {
        encode(call, body.length(), body.file());
        long stdinLength = call.stdinLength(body.length());
        answer.begin(requestId, errors);
        switch (call.role()) {
            case AUTHORIZER -> streams.beginWithout(requestId);
            case RESPONDER -> streams.beginStdin(requestId);
            case FILTER -> streams.beginStdinAndData(requestId, stdinLength);
        }
        return call.role() == Role.FILTER && stdinLength == 0 ? encoder.endWithEmptyStdin() : encoder.end();
    }

    /**
     * Encodes the variables of a request with a body of that length, which may be in a file.
     *
     * @throws RequestRejectedException if they cannot be sent
     */
    void encode(RoleRequest call, long bodyLength, @Nullable String file) throws RequestRejectedException {
        requestId = requestId == LAST_ID ? 1 : requestId + 1;
        encoder.begin(requestId, call.role(), keepConnection);
        VariableSink sink = call.role() == Role.AUTHORIZER ? new AuthorizerVariables(encoder) : encoder;
        variables.write(call.request(), call.script(), call.stdinLength(bodyLength), sink);
        call.writeRoleVariables(sink);
        if (file != null) {
            sink.put("REQUEST_BODY_FILE", fileNames.octets(file));
        }
        if (encoder.oversized() != null) {
            throw tooLarge(encoder.oversized());
        }
    }

    private RequestRejectedException tooLarge(String name) {
        boolean uri = MADE_OF_THE_TARGET.contains(name);
        return new RequestRejectedException(
                uri ? Reason.URI_TOO_LONG : Reason.HEADERS_TOO_LARGE,
                name + " does not fit: a FastCGI record takes " + RecordHeader.MAX_CONTENT
                        + " bytes with name and lengths, and limits.requestHead bounds all variables together");
    }

    @Override
    public int bodyCredit() {
        return streams.credit();
    }

    @Override
    public void frame(int length, boolean last) {
        streams.frame(length, last);
    }

    @Override
    public ByteBuffer prefix() {
        return streams.prefix();
    }

    @Override
    public ByteBuffer suffix() {
        return streams.suffix();
    }

    @Override
    public Signal decode(ByteBuffer input) throws AnswerException {
        return answer.decode(input);
    }

    @Override
    public ResponseHead head() {
        return answer.head();
    }

    @Override
    public int bodyAvailable() {
        return answer.bodyAvailable();
    }

    @Override
    public void bodyTaken(int count) {
        answer.bodyTaken(count);
    }

    @Override
    public boolean isReusable() {
        return keepConnection && answer.isEnded() && streams.credit() == 0;
    }

    /** Request ids tell the records of answers apart. */
    @Override
    public boolean marksAnswers() {
        return true;
    }

    @Override
    public long exitStatus() {
        return answer.exitStatus();
    }

    @Override
    public String position() {
        return answer.position();
    }

    @Override
    public String explain(String errorOutput) {
        return FpmDiagnosis.explain(errorOutput);
    }
}
