package org.gateway4j.host.servlet;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.gateway4j.async.EventLoop;
import org.gateway4j.async.SelectorLoop;

/** The event loops of a servlet or filter: a container lends none. Safe for use by any number of threads. */
final class Loops implements AutoCloseable {

    private final List<SelectorLoop> loops;
    private final AtomicInteger turn = new AtomicInteger();

    private Loops(List<SelectorLoop> loops) {
        this.loops = loops;
    }

    /** Half as many as there are processors: the other half of the work is done by the threads of the container. */
    static Loops start() {
        int count = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        return new Loops(IntStream.range(0, count)
                .mapToObj(i -> SelectorLoop.start("gateway-servlet-" + i))
                .toList());
    }

    EventLoop next() {
        return loops.get(Math.floorMod(turn.getAndIncrement(), loops.size()));
    }

    @Override
    public void close() {
        loops.forEach(SelectorLoop::close);
    }
}
