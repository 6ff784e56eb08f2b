package org.gateway4j.cgi;

import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.RequestRejectedException.Reason;
import org.gateway4j.internal.cgi.Octets;
import org.gateway4j.internal.cgi.RequestPath;

/** The path of a request, with what no CGI program can tell from something else refused. */
final class CgiPath {

    private static final String BACKEND = "cgi";

    private CgiPath() {}

    /** Decoded, without escaped slashes and backslashes: decoded, they would separate segments (RFC 3875 section 4.1.5). */
    static RequestPath of(GatewayRequest request) throws RequestRejectedException {
        RequestPath path = RequestPath.of(request, BACKEND);
        if (path.escapedSlash() >= 0) {
            throw rejected(
                    Reason.BAD_REQUEST,
                    "path " + Octets.printable(path.path()) + " has an escaped slash or a backslash");
        }
        return path;
    }

    static RequestRejectedException rejected(Reason reason, String message) {
        return new RequestRejectedException(BACKEND, reason, message);
    }
}
