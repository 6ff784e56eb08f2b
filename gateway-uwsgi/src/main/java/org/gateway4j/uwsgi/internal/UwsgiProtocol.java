package org.gateway4j.uwsgi.internal;

import java.nio.ByteBuffer;
import org.gateway4j.Limits;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.internal.cgi.MetaVariables;
import org.gateway4j.internal.cgi.OneRequestProtocol;
import org.gateway4j.internal.cgi.ScriptRequest;
import org.gateway4j.uwsgi.internal.codec.Packet;
import org.gateway4j.uwsgi.internal.codec.VariablesEncoder;

/** The uwsgi protocol on one connection. */
public final class UwsgiProtocol extends OneRequestProtocol {

    /** uWSGI closes or resets the connection silently if the variables are larger than its {@code buffer-size}. */
    private static final int USUAL_BUFFER = 4096;

    private final MetaVariables variables;
    private final String limitName;
    private final VariablesEncoder encoder;

    /** The protocol of a connection. */
    public UwsgiProtocol(MetaVariables variables, UwsgiSettings settings, Limits limits) {
        super(limits);
        this.variables = variables;
        int limit = largestVariables(limits);
        this.limitName = limit == Packet.MAX_CONTENT ? "a uwsgi packet takes at most " : "limits.requestHead is ";
        this.encoder = new VariablesEncoder(limit, settings.modifier1(), settings.modifier2());
    }

    /** The largest size of all variables in bytes. */
    public static int largestVariables(Limits limits) {
        return Math.min(limits.requestHead(), Packet.MAX_CONTENT);
    }

    @Override
    public ByteBuffer encode(ScriptRequest request, long contentLength) throws RequestRejectedException {
        encoder.begin();
        variables.write(request.request(), request.script(), contentLength, encoder);
        encoder.size().requireWithinLimit(limitName);
        return encoder.end();
    }

    @Override
    public String position() {
        boolean swallowed = isUnanswered() && encoder.size().total() > USUAL_BUFFER;
        return swallowed
                ? super.position() + "; the variables had " + encoder.size().total()
                        + " bytes, and uWSGI drops a request with more than its buffer-size, usually " + USUAL_BUFFER
                : super.position();
    }
}
