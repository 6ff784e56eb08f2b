package org.gateway4j.host.spring;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.gateway4j.async.EventLoop;
import org.gateway4j.async.SelectorLoop;
import org.gateway4j.host.netty.NettyLoop;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * The event loops of exchanges: that of the client's connection where the server is Reactor Netty and the library {@code
 * gateway-netty} is there, or else one loop of its own. Safe for use by any number of threads.
 */
final class ReactiveLoops implements AutoCloseable {

    private static final boolean LENDS =
            ClassUtils.isPresent("org.gateway4j.host.netty.NettyLoop", ReactiveLoops.class.getClassLoader());

    private final Map<Object, EventLoop> lent = new ConcurrentHashMap<>();
    private @Nullable SelectorLoop own;

    /** The loop of an exchange. */
    EventLoop of(@Nullable ReactorConnection connection) {
        return LENDS && connection != null
                ? lent.computeIfAbsent(connection.loop(), loop -> lend((io.netty.channel.EventLoop) loop))
                : own();
    }

    private EventLoop lend(io.netty.channel.EventLoop loop) {
        loop.terminationFuture().addListener(ended -> lent.remove(loop));
        return NettyLoop.of(loop);
    }

    private synchronized EventLoop own() {
        SelectorLoop known = own;
        if (known == null) {
            known = SelectorLoop.start("gateway4j-webflux");
            own = known;
        }
        return known;
    }

    @Override
    public synchronized void close() {
        if (own != null) {
            own.close();
        }
    }
}
