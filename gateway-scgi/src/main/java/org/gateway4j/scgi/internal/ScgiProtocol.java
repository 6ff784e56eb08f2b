package org.gateway4j.scgi.internal;

import java.nio.ByteBuffer;
import org.gateway4j.Limits;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.RequestRejectedException.Reason;
import org.gateway4j.internal.cgi.MetaVariables;
import org.gateway4j.internal.cgi.OneRequestProtocol;
import org.gateway4j.internal.cgi.ScriptRequest;
import org.gateway4j.scgi.internal.codec.HeadersEncoder;

/** SCGI on one connection. */
public final class ScgiProtocol extends OneRequestProtocol {

    private final MetaVariables variables;
    private final HeadersEncoder encoder;

    /** The protocol of a connection. */
    public ScgiProtocol(MetaVariables variables, Limits limits) {
        super(limits);
        this.variables = variables;
        this.encoder = new HeadersEncoder(limits.requestHead());
    }

    @Override
    public ByteBuffer encode(ScriptRequest request, long contentLength) throws RequestRejectedException {
        encoder.begin(contentLength);
        variables.write(request.request(), request.script(), contentLength, encoder);
        if (encoder.holdsNul() != null) {
            throw new RequestRejectedException(
                    Reason.BAD_REQUEST, encoder.holdsNul() + " holds a NUL, where SCGI takes its value to end");
        }
        encoder.size().requireWithinLimit("limits.requestHead is ");
        return encoder.end();
    }
}
