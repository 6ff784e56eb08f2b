package org.gateway4j.contract.loop;

import org.gateway4j.async.EventLoop;
import org.gateway4j.async.SelectorLoop;

/**
 * A loop that runs, and how to end it.
 *
 * @param loop what runs
 * @param ending ends it at once, and returns when its thread is gone
 */
public record RunningLoop(EventLoop loop, Runnable ending) {

    /** Starts loops. */
    @FunctionalInterface
    public interface Starter {

        /**
         * Starts one.
         *
         * @param name for its thread
         * @return one that runs
         */
        RunningLoop start(String name);
    }

    /**
     * Starts a loop of the library.
     *
     * @param name the name of its thread
     * @return a {@link SelectorLoop}
     */
    public static RunningLoop selector(String name) {
        SelectorLoop loop = SelectorLoop.start(name);
        return new RunningLoop(loop, loop::close);
    }

    /** Ends it at once, and returns when its thread is gone. */
    public void end() {
        ending.run();
    }
}
