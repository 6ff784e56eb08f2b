package org.gateway4j.async;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gateway4j.internal.wire.JoinedWrite;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The library's own event loop, for hosts that cannot lend one: a daemon thread with a {@link Selector}. It serves TCP
 * and Unix domain sockets. Safe for use by any number of threads.
 */
public final class SelectorLoop implements EventLoop, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SelectorLoop.class);

    /** The number of tasks that run one after another before links get a turn. */
    private static final int MOST_TASKS = 256;

    private final Selector selector;
    private final Thread thread;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    /** True if a wake-up is on its way, or if the loop is awake and will look for tasks. */
    private final AtomicBoolean awake = new AtomicBoolean();

    private final JoinedWrite joined = new JoinedWrite();
    private volatile boolean closed;

    /** True if the tasks that the thread finds from now on are its last. */
    private volatile boolean ended;

    private SelectorLoop(Selector selector, String name) {
        this.selector = selector;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    /**
     * Starts a loop.
     *
     * @param name the name of its thread
     * @return a running loop; it must be closed
     * @throws UncheckedIOException if this machine has no descriptors left for a selector
     */
    public static SelectorLoop start(String name) {
        try {
            SelectorLoop loop = new SelectorLoop(Selector.open(), name);
            loop.thread.start();
            return loop;
        } catch (IOException e) {
            throw new UncheckedIOException("no selector to be had", e);
        }
    }

    @Override
    public boolean inEventLoop() {
        return Thread.currentThread().equals(thread);
    }

    @Override
    public void execute(Runnable task) {
        if (closed) {
            throw new RejectedExecutionException(thread.getName() + " is closed");
        }
        tasks.add(task);
        if (ended && tasks.remove(task)) {
            throw new RejectedExecutionException(thread.getName() + " is closed");
        }
        wakeUp();
    }

    private void wakeUp() {
        if (!awake.get() && awake.compareAndSet(false, true)) {
            selector.wakeup();
        }
    }

    @Override
    public Link connect(SocketAddress address, LinkHandler handler) {
        SelectorLink link = new SelectorLink(this, handler);
        link.connect(selector, address);
        return link;
    }

    long write(GatheringByteChannel channel, ByteBuffer[] sources) throws IOException {
        return joined.write(channel, sources, sources.length);
    }

    private void run() {
        try {
            while (!closed) {
                turn();
            }
        } catch (IOException | ClosedSelectorException e) {
            LOG.error("{} ends", thread.getName(), e);
            closed = true;
        } finally {
            end();
        }
    }

    private void turn() throws IOException {
        awake.set(false);
        if (tasks.isEmpty()) {
            selector.select(SelectorLoop::serve);
        } else {
            selector.selectNow(SelectorLoop::serve);
        }
        awake.set(true);
        runTasks(MOST_TASKS);
    }

    private static void serve(SelectionKey key) {
        guarded(() -> ((SelectorLink) key.attachment()).ready(key));
    }

    private void runTasks(int most) {
        Runnable task = tasks.poll();
        for (int i = 1; task != null; i++) {
            guarded(task);
            task = i < most ? tasks.poll() : null;
        }
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("a task of an event loop failed", e);
        }
    }

    /** Tells all links that they are closed, and runs the tasks that were accepted. */
    private void end() {
        List<SelectorLink> links = new ArrayList<>();
        selector.keys().forEach(key -> links.add((SelectorLink) key.attachment()));
        links.forEach(link -> guarded(link::end));
        ended = true;
        runTasks(Integer.MAX_VALUE);
        try {
            selector.close();
        } catch (IOException e) {
            LOG.debug("closing a selector failed", e);
        }
    }

    /**
     * Ends the loop: closes its links, whose exchanges fail, and runs the tasks that were accepted. Then waits for the
     * loop's thread, unless that thread is the caller. Close the gateways first.
     */
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        if (inEventLoop()) {
            return;
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The name of the loop's thread. */
    @Override
    public String toString() {
        return thread.getName();
    }
}
