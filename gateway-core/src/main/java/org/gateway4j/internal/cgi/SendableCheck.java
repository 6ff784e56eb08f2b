package org.gateway4j.internal.cgi;

import java.util.function.Supplier;
import org.gateway4j.RequestRejectedException;

/**
 * Refuses a request whose variables cannot be sent, before anything is opened. For nearly all requests, the sum of the
 * lengths is small enough to decide. The other requests are encoded for the check. Safe for use by several threads.
 *
 * @param protocols make protocols, which encode variables
 * @param surelySent the size in bytes up to which variables of any kind can be sent
 */
public record SendableCheck(Supplier<? extends OneRequestProtocol> protocols, int surelySent) {

    /** Returns the request if it can be sent. */
    public ScriptRequest requireSendable(ScriptRequest call) throws RequestRejectedException {
        if (VariablesBound.of(call.request(), call.script()) > surelySent) {
            long length = call.request().body().length();
            protocols.get().encode(call, length < 0 ? Long.MAX_VALUE : length);
        }
        return call;
    }
}
