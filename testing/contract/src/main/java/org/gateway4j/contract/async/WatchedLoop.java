package org.gateway4j.contract.async;

import java.net.SocketAddress;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.gateway4j.async.EventLoop;
import org.gateway4j.async.Link;
import org.gateway4j.async.LinkHandler;
import org.gateway4j.contract.loop.RunningLoop;
import org.gateway4j.testkit.Await;
import org.jspecify.annotations.Nullable;

/** A loop that knows which of its links are open, and whether a gateway has used them as it must. */
public final class WatchedLoop implements EventLoop, AutoCloseable {

    private final RunningLoop running;
    private final EventLoop loop;
    private final AtomicInteger openLinks = new AtomicInteger();
    private final Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
    private volatile boolean ended;

    /**
     * Watches a loop.
     *
     * @param running a loop of any kind, which is ended with this
     */
    public WatchedLoop(RunningLoop running) {
        this.running = running;
        this.loop = running.loop();
    }

    @Override
    public boolean inEventLoop() {
        return loop.inEventLoop();
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(() -> guarded(task));
    }

    /** Runs what must not throw. */
    void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            fault("its task or handler has thrown", e);
        }
    }

    @Override
    public Link connect(SocketAddress address, LinkHandler handler) {
        expect(mayBeUsedHere(), "connect was called by another thread");
        WatchedLink link = new WatchedLink(this, handler);
        link.over(loop.connect(address, link));
        openLinks.incrementAndGet();
        return link;
    }

    /** Whether nobody else can be at work in what belongs to this loop. */
    boolean mayBeUsedHere() {
        return ended || inEventLoop();
    }

    void linkClosed() {
        openLinks.decrementAndGet();
    }

    /** Notes a fault unless something holds. */
    void expect(boolean holds, String fault) {
        if (!holds) {
            fault(fault, null);
        }
    }

    private void fault(String fault, @Nullable Throwable cause) {
        faults.add(new AssertionError(loop + ": " + fault, cause));
    }

    /**
     * How many links gateways have opened and neither closed nor lost.
     *
     * @return their number
     */
    public int openLinks() {
        return openLinks.get();
    }

    /** What runs on the loop for a test. */
    @FunctionalInterface
    public interface Step {

        /**
         * Does it.
         *
         * @throws Exception what the test throws
         */
        void run() throws Exception;
    }

    /**
     * Runs a step on the loop, after all that was given to it before, and waits for its end.
     *
     * @param step what to run
     * @throws Exception what the step has thrown
     */
    public void runAndWait(Step step) throws Exception {
        CompletableFuture<@Nullable Throwable> end = new CompletableFuture<>();
        execute(() -> end.complete(thrownBy(step)));
        Await.until(() -> "the end of a step on " + loop, end::isDone);
        Throwable thrown = end.join();
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown != null) {
            throw (Exception) thrown;
        }
    }

    private static @Nullable Throwable thrownBy(Step step) {
        try {
            step.run();
            return null;
        } catch (Exception | AssertionError e) {
            return e;
        }
    }

    /**
     * Waits until all that was given to the loop is done.
     *
     * @throws Exception never
     */
    public void awaitTasks() throws Exception {
        runAndWait(() -> {});
    }

    /** Ends it although gateways use it. */
    public void end() {
        running.end();
        ended = true;
    }

    /** Ends it once no link is open any more. Fails if one stays open, or a gateway has done what it must not. */
    @Override
    public void close() {
        try {
            Await.until(() -> openLinks + " links of " + loop + " are open", () -> openLinks() == 0);
        } finally {
            end();
        }
        Throwable fault = faults.poll();
        if (fault != null) {
            faults.forEach(fault::addSuppressed);
            throw new AssertionError("a gateway has misused a loop", fault);
        }
    }

    @Override
    public String toString() {
        return loop.toString();
    }
}
