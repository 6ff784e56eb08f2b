package org.gateway4j.host.undertow;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.gateway4j.async.SelectorLoop;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioIoThread;

/** The event loops of a handler: one for each I/O thread that calls it. Safe for use by several threads. */
final class Loops implements AutoCloseable {

    private final Map<XnioIoThread, XnioLoop> loops = new ConcurrentHashMap<>();
    private @Nullable SelectorLoop unixSockets;

    XnioLoop of(XnioIoThread thread) {
        XnioLoop loop = loops.get(thread);
        return loop == null ? loops.computeIfAbsent(thread, this::start) : loop;
    }

    private XnioLoop start(XnioIoThread thread) {
        loops.keySet().removeIf(other -> !other.isAlive());
        return new XnioLoop(thread, this::unixSockets);
    }

    private synchronized SelectorLoop unixSockets() {
        SelectorLoop running = unixSockets;
        if (running == null) {
            running = SelectorLoop.start("gateway-undertow for Unix domain sockets");
            unixSockets = running;
        }
        return running;
    }

    @Override
    public synchronized void close() {
        if (unixSockets != null) {
            unixSockets.close();
        }
    }
}
