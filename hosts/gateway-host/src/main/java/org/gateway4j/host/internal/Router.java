package org.gateway4j.host.internal;

import org.gateway4j.BackendFailureException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Handoff;
import org.gateway4j.Phase;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.RequestRejectedException.Reason;
import org.gateway4j.host.Mount;
import org.gateway4j.host.Mounts;
import org.gateway4j.host.TrustedProxies;
import org.jspecify.annotations.Nullable;

/**
 * Finds the mount for a request, and for the request that follows a local redirect. Refuses what must not go to any mount. Safe
 * for use by several threads.
 */
public final class Router {

    private final Mounts mounts;
    private final RequestRules rules;

    public Router(Mounts mounts, TrustedProxies proxies) {
        this.mounts = mounts;
        this.rules = new RequestRules(proxies);
    }

    /**
     * Routes a request that a client has sent.
     *
     * @return the request and its mount; null if it is for another part of the host
     */
    @Nullable
    Routed route(ParsedRequest parsed, ExchangeRecord record) throws RefusedException {
        try {
            Mount mount = mounts.find(RequestRules.path(parsed));
            if (mount == null) {
                return null;
            }
            refuseUnsafe(parsed);
            refuseDenied(mount, RequestRules.path(parsed));
            return new Routed(rules.request(parsed, record), mount);
        } catch (RequestRejectedException e) {
            throw new RefusedException(Failure.of(e, record), e);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(Failure.malformed(e, record), e);
        }
    }

    /** Whether {@link #route} gives a request a mount, or refuses it. */
    public boolean takes(ParsedRequest parsed) {
        try {
            return mounts.find(RequestRules.path(parsed)) != null;
        } catch (RequestRejectedException | IllegalArgumentException e) {
            return true;
        }
    }

    private static void refuseDenied(Mount mount, String path) throws RequestRejectedException {
        if (mount.denies(path)) {
            throw new RequestRejectedException(Reason.FORBIDDEN, "path is denied");
        }
    }

    private static void refuseUnsafe(ParsedRequest parsed) throws RequestRejectedException, RefusedException {
        if (parsed.method.equals("TRACE")) {
            // It would show scripts in pages what the browser hides from them (RFC 9110 section 9.3.8).
            throw new RefusedException(Failure.of(405), "TRACE is refused");
        }
        String upgrade = parsed.first("Upgrade");
        if (upgrade != null && upgrade.equalsIgnoreCase("websocket")) {
            throw new RequestRejectedException(Reason.NOT_IMPLEMENTED, "no gateway speaks WebSocket");
        }
    }

    /**
     * Routes the request that follows a local redirect.
     *
     * @param from the request that was redirected
     * @return the next request; null if no mount takes it, so that the client has to follow the redirect itself
     * @throws BackendFailureException if the mount depends on how the path is read: the application has chosen the path
     * @throws RequestRejectedException if the mount denies the path
     */
    @Nullable
    Routed follow(Routed from, Handoff.LocalRedirect redirect)
            throws BackendFailureException, RequestRejectedException {
        Routed next = find(from, redirect);
        if (next != null) {
            refuseDenied(next.mount(), next.request().path());
        }
        return next;
    }

    private @Nullable Routed find(Routed from, Handoff.LocalRedirect redirect) throws BackendFailureException {
        try {
            GatewayRequest next = from.request().followUp(redirect);
            Mount mount = mounts.find(next.path());
            return mount == null ? null : new Routed(next, mount);
        } catch (RequestRejectedException | IllegalArgumentException e) {
            throw new BackendFailureException(
                    from.mount().toString(), Phase.HEAD, true, "local redirect: " + e.getMessage(), e);
        }
    }
}
