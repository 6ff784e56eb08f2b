package org.gateway4j.fastcgi.internal;

import java.util.function.Supplier;
import org.gateway4j.Limits;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.fastcgi.internal.codec.RequestHeadEncoder;
import org.gateway4j.internal.cgi.VariablesBound;

/**
 * Refuses a request whose variables cannot be sent, before anything is opened. For nearly all requests, the sum of the
 * lengths is small enough to decide. The other requests are encoded for the check. Safe for use by several threads.
 */
public final class HeadCheck {

    private final Supplier<FastCgiProtocol> protocols;
    private final int surelySent;
    private final int extra;

    /**
     * A check.
     *
     * @param protocols make protocols, which encode heads
     * @param extra the largest number of bytes that the gateway's own settings add to a head
     */
    public HeadCheck(Supplier<FastCgiProtocol> protocols, Limits limits, int extra) {
        this.protocols = protocols;
        this.surelySent = Math.min(limits.requestHead(), RequestHeadEncoder.SMALLEST_LIMIT);
        this.extra = extra;
    }

    /** Returns the request if it can be sent. */
    public RoleRequest requireSendable(RoleRequest call) throws RequestRejectedException {
        if (VariablesBound.of(call.request(), call.script()) > surelySent - extra) {
            long length = call.request().body().length();
            protocols.get().encode(call, length < 0 ? Long.MAX_VALUE : length, null);
        }
        return call;
    }
}
