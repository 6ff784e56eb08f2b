package org.gateway4j.host.netty;

import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The event loops of channels, as they are lent to gateways. Safe for use by several threads. */
final class Loops {

    private final Map<EventLoop, NettyLoop> lent = new ConcurrentHashMap<>();

    /** The one of a loop, which is forgotten when the loop ends. */
    NettyLoop of(EventLoop loop) {
        NettyLoop known = lent.get(loop);
        return known == null ? lent.computeIfAbsent(loop, this::lend) : known;
    }

    private NettyLoop lend(EventLoop loop) {
        NettyLoop fresh = NettyLoop.of(loop);
        loop.terminationFuture().addListener(ended -> lent.remove(loop));
        return fresh;
    }
}
