package org.gateway4j.internal.exchange;

import org.gateway4j.BackendFailureException;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Phase;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.RequestRejectedException.Reason;

/** Refuses requests that no protocol can carry safely. */
public final class AdmissionCheck {

    private final Backend backend;

    public AdmissionCheck(Backend backend) {
        this.backend = backend;
    }

    public void check(GatewayRequest request) throws GatewayException {
        refuseLoop(request);
        refuseTooManyHeaders(request);
        refuseSeveralHosts(request);
    }

    private void refuseLoop(GatewayRequest request) throws BackendFailureException {
        if (request.redirects() > backend.maxRedirects()) {
            throw new BackendFailureException(
                    backend.name(),
                    Phase.CHECK,
                    false,
                    "more than " + backend.maxRedirects() + " local redirects in a row, the last one to " + request,
                    null);
        }
    }

    private void refuseTooManyHeaders(GatewayRequest request) throws RequestRejectedException {
        int fields = request.headers().size();
        int most = backend.limits().requestHeaders();
        if (fields > most) {
            throw new RequestRejectedException(
                    Reason.HEADERS_TOO_LARGE,
                    "request has " + fields + " header fields; limits.requestHeaders is " + most);
        }
    }

    /** RFC 9112 section 3.2: the application might use another Host field than this side. */
    private void refuseSeveralHosts(GatewayRequest request) throws RequestRejectedException {
        int host = request.headers().indexOf("Host", 0);
        if (host >= 0 && request.headers().indexOf("Host", host + 1) >= 0) {
            throw new RequestRejectedException(Reason.BAD_REQUEST, "request has more than one Host field");
        }
    }
}
