package org.gateway4j.benchmarks.host;

import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.gateway4j.host.netty.NettyLoop;

/** Netty's event loops, as they are lent to gateways. */
final class NettyLoops {

    private final Map<EventLoop, NettyLoop> loops = new ConcurrentHashMap<>();

    NettyLoop of(EventLoop loop) {
        return loops.computeIfAbsent(loop, NettyLoop::of);
    }
}
