package org.gateway4j.host.undertow;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tasks that a thread does not take any more. They wait for its end, because it may still be at work on what they use, and for
 * each other.
 */
final class LastTasks {

    private static final Logger LOG = LoggerFactory.getLogger(XnioLoop.class);

    private final Thread ending;
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean running;

    LastTasks(Thread ending) {
        this.ending = ending;
    }

    synchronized void add(Runnable task) {
        tasks.add(task);
        if (!running) {
            running = true;
            Thread runner = new Thread(this::run, ending.getName() + " last tasks");
            runner.setDaemon(true);
            runner.start();
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable task = tasks.poll();
        running = task != null;
        return task;
    }

    private void run() {
        awaitEnd();
        for (Runnable task = next(); task != null; task = next()) {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.error("a task of an event loop failed", e);
            }
        }
    }

    /** Nobody knows this thread, so nobody interrupts it for a reason. */
    private void awaitEnd() {
        while (ending.isAlive()) {
            try {
                ending.join();
            } catch (InterruptedException e) {
                LOG.debug("interrupted before the end of {}", ending.getName());
            }
        }
    }
}
