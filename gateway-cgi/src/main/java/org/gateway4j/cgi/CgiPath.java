package org.gateway4j.cgi;

import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.RequestRejectedException.Reason;
import org.gateway4j.internal.cgi.RequestPath;

/** The path of a request that is for a CGI program. */
final class CgiPath {

    private static final String BACKEND = "cgi";

    private CgiPath() {}

    static RequestPath of(GatewayRequest request) throws RequestRejectedException {
        return RequestPath.of(request, BACKEND);
    }

    static RequestRejectedException rejected(Reason reason, String message) {
        return new RequestRejectedException(BACKEND, reason, message);
    }
}
