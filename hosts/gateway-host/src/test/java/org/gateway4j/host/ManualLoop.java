package org.gateway4j.host;

import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Queue;
import org.gateway4j.async.EventLoop;
import org.gateway4j.async.Link;
import org.gateway4j.async.LinkHandler;

/** A loop that runs when the test says so, on the thread of the test. */
final class ManualLoop implements EventLoop {

    private final Queue<Runnable> tasks = new ArrayDeque<>();

    /** Whether the test acts as the thread of the loop. */
    boolean current = true;

    /** Runs all tasks, and those that they add. */
    void run() {
        current = true;
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    @Override
    public boolean inEventLoop() {
        return current;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public Link connect(SocketAddress address, LinkHandler handler) {
        throw new UnsupportedOperationException("nobody connects");
    }
}
