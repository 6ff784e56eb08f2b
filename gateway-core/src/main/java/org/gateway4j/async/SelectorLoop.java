package org.gateway4j.async;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.gateway4j.internal.wire.JoinedWrite;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The library's own event loop, for hosts that cannot lend one: a daemon thread with a {@link Selector}. It serves TCP
 * and Unix domain sockets. Links and tasks take turns, so that neither can block the others. Safe for use by any number of
 * threads.
 */
public final class SelectorLoop implements EventLoop, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SelectorLoop.class);

    /** The number of tasks that run one after another before links get a turn. */
    private static final int MOST_TASKS = 256;

    /** The number of tasks that run at the end while new ones are accepted, so that a flood of tasks ends. */
    private static final int MOST_LAST_TASKS = 100_000;

    private final Selector selector;
    private final Thread thread;
    private final Consumer<SelectionKey> serving = this::serve;
    private final TaskQueue tasks = new TaskQueue();

    /** True if a wake-up is on its way, or if the loop is awake and will look for tasks. */
    private final AtomicBoolean awake = new AtomicBoolean();

    private final JoinedWrite joined = new JoinedWrite();
    private volatile boolean closed;

    /** True if no more links are opened. Only the loop reads it. */
    private boolean ending;

    private SelectorLoop(Selector selector, String name) {
        this.selector = selector;
        this.thread = new Thread(null, this::run, name, 0, false);
        thread.setDaemon(true);
    }

    /**
     * Starts a loop.
     *
     * @param name the name of its thread
     * @return a running loop; it must be closed
     * @throws UncheckedIOException if this machine has no descriptors left for a selector
     * @throws OutOfMemoryError if there is no room for its thread
     */
    public static SelectorLoop start(String name) {
        try {
            SelectorLoop loop = new SelectorLoop(Selector.open(), name);
            loop.startThread();
            return loop;
        } catch (IOException e) {
            throw new UncheckedIOException("no selector to be had", e);
        }
    }

    private void startThread() {
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            closeSelector();
            throw e;
        }
    }

    @Override
    public boolean inEventLoop() {
        return Thread.currentThread().equals(thread);
    }

    /**
     * Runs a task on the loop. While the loop is being closed, tasks are accepted until none is left, but only so many that it
     * ends however fast they come.
     *
     * @param task what to run; what it throws is logged
     * @throws RejectedExecutionException if the loop has ended
     */
    @Override
    public void execute(Runnable task) {
        if (!tasks.add(task)) {
            throw ended();
        }
        if (!inEventLoop() && !awake.get() && awake.compareAndSet(false, true)) {
            selector.wakeup();
        }
    }

    private RejectedExecutionException ended() {
        return new RejectedExecutionException(thread.getName() + " has ended");
    }

    @Override
    public Link connect(SocketAddress address, LinkHandler handler) {
        if (tasks.isSealed()) {
            throw ended();
        }
        if (!inEventLoop()) {
            throw new IllegalStateException("connect is to be called on the loop");
        }
        SelectorLink link = new SelectorLink(this, handler);
        if (ending) {
            link.fail(new IOException(thread.getName() + " is closed"));
        } else {
            link.connect(selector, address);
        }
        return link;
    }

    Selector selector() {
        return selector;
    }

    long write(GatheringByteChannel channel, ByteBuffer[] sources) throws IOException {
        return joined.write(channel, sources, sources.length);
    }

    private void run() {
        try {
            while (!closed) {
                turn();
            }
        } catch (IOException | RuntimeException | Error e) {
            report("event loop " + thread.getName() + " ends", e);
        } finally {
            end();
        }
    }

    private void turn() throws IOException {
        // An interrupt that a task left behind would keep the selector from waiting.
        Thread.interrupted();
        awake.set(false);
        if (tasks.isEmpty()) {
            selector.select(serving);
        } else {
            selector.selectNow(serving);
        }
        awake.set(true);
        int left = MOST_TASKS;
        while (left > 0 && runTask()) {
            left--;
        }
    }

    /** Selection allows its action to register, change and cancel keys, and may come with a key that is cancelled. */
    private void serve(SelectionKey key) {
        if (!awake.get()) {
            awake.set(true);
        }
        ((Selected) key.attachment()).ready();
    }

    private boolean runTask() {
        Runnable task = tasks.poll();
        if (task == null) {
            return false;
        }
        guarded(task);
        return true;
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            report("a task of an event loop failed", e);
        }
    }

    static void report(String what, Throwable e) {
        try {
            LOG.error(what, e);
        } catch (RuntimeException | Error again) {
            // There is nobody left to tell, and the loop has others to serve.
        }
    }

    /** Tells all links that they are closed, and runs the tasks that were accepted. */
    private void end() {
        ending = true;
        try {
            List<Selected> links = new ArrayList<>();
            selector.keys().forEach(key -> links.add((Selected) key.attachment()));
            links.forEach(link -> guarded(link::end));
        } finally {
            runLastTasks();
            closeSelector();
        }
    }

    private void runLastTasks() {
        for (int i = 0; i < MOST_LAST_TASKS; i++) {
            if (!runTask() && tasks.sealIfEmpty()) {
                return;
            }
        }
        tasks.seal();
        while (runTask()) {
            // Those that were accepted.
        }
    }

    private void closeSelector() {
        try {
            selector.close();
        } catch (IOException e) {
            LOG.debug("closing a selector failed", e);
        }
    }

    /**
     * Ends the loop: closes its links, whose exchanges fail, and runs the tasks that were accepted. Then waits for the
     * loop's thread, unless that thread is the caller. Close the gateways first. Two loops must not close each other at
     * the same time.
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
