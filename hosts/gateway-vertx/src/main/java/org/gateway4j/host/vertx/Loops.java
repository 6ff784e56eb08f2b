package org.gateway4j.host.vertx;

import io.netty.channel.EventLoop;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.http.HttpServerRequestInternal;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.gateway4j.host.netty.NettyLoop;

/** The event loops that have served requests, as gateways see them. Safe for use by several threads. */
final class Loops {

    private final ConcurrentMap<EventLoop, NettyLoop> lent = new ConcurrentHashMap<>();

    /** The loop of the connection that a request came on. */
    NettyLoop of(HttpServerRequest request) {
        EventLoop loop = ((HttpServerRequestInternal) request).context().nettyEventLoop();
        NettyLoop known = lent.get(loop);
        return known == null ? lent.computeIfAbsent(loop, NettyLoop::of) : known;
    }
}
