package org.gateway4j.host.jetty;

import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.gateway4j.async.EventLoop;
import org.gateway4j.async.SelectorLoop;

/** The event loops of a handler, which run while the handler does. Safe for use by several threads. */
final class Loops extends AbstractLifeCycle {

    private volatile List<SelectorLoop> running = List.of();

    @Override
    protected void doStart() {
        // As many threads as this serve more requests than the other threads of Jetty parse meanwhile.
        int count = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        running = IntStream.rangeClosed(1, count)
                .mapToObj(number -> SelectorLoop.start("gateway-jetty-" + number))
                .toList();
    }

    @Override
    protected void doStop() {
        List<SelectorLoop> ending = running;
        running = List.of();
        ending.forEach(SelectorLoop::close);
    }

    /** The loop for all requests of a connection. */
    EventLoop of(Object connection) {
        List<SelectorLoop> loops = running;
        return loops.get(Math.floorMod(connection.hashCode(), loops.size()));
    }
}
