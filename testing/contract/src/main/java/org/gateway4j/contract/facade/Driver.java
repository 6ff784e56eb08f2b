package org.gateway4j.contract.facade;

import java.util.function.Supplier;
import org.gateway4j.Gateway;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.contract.loop.RunningLoop;

/** The ways in which a gateway waits. A test of an exchange runs over each of them. */
public enum Driver {
    /** On the thread of the caller. */
    BLOCKING(0),

    /** On one event loop. */
    LOOP(1),

    /** On several event loops, each request on the next one, so that a connection often belongs to another loop. */
    LOOPS(3);

    private final int loops;

    Driver(int loops) {
        this.loops = loops;
    }

    /**
     * Builds a gateway that waits in this way.
     *
     * @param blocking builds the blocking one
     * @param looping builds one for event loops with the same settings
     * @return a gateway whose callers wait
     */
    public Gateway open(Supplier<? extends Gateway> blocking, Supplier<AsyncGateway> looping) {
        return this == BLOCKING ? blocking.get() : new BlockingFacade(looping.get(), loops, RunningLoop::selector);
    }
}
