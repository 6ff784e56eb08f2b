package org.gateway4j.fastcgi.internal;

import java.util.function.Supplier;
import org.gateway4j.Limits;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.fastcgi.internal.codec.RequestHeadEncoder;
import org.gateway4j.internal.cgi.VariablesBound;

/**
 * Refuses, before anything is opened, a request whose variables cannot be sent. Those of nearly all requests are so small that
 * the sum of their lengths tells; the others are encoded for it. Safe for use by several threads.
 */
public final class HeadCheck {

    private final Supplier<FastCgiProtocol> protocols;
    private final int surelySent;
    private final int extra;

    /**
     * A check.
     *
     * @param protocols make what encodes a head
     * @param extra how many bytes the gateway's own settings add to each head at most
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
