package org.gateway4j.host.undertow;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.gateway4j.async.EventLoop;
import org.gateway4j.async.LentLink;
import org.gateway4j.async.Link;
import org.gateway4j.async.LinkHandler;
import org.gateway4j.async.SelectorLoop;
import org.gateway4j.internal.eventloop.OneRun;
import org.gateway4j.internal.wire.JoinedWrite;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioIoThread;

/**
 * An I/O thread of XNIO, on which Undertow runs, that a host lends to a gateway. TCP connections are XNIO's own. XNIO has no Unix
 * domain sockets: those are watched by a {@link SelectorLoop}, and read and written by the I/O thread. That costs two changes of
 * threads for each answer.
 *
 * <p>Two of these are equal if their threads are the same. Keep one for each thread, because each has a buffer, and a pipe that tells
 * it of the thread's end. Safe for use by any number of threads.
 *
 * <p>Close the gateways before the worker. No task is refused: those that come after the thread's end are run by a thread made for
 * them, one after another.
 */
public final class XnioLoop implements EventLoop {

    private final XnioIoThread thread;
    private final Supplier<? extends @Nullable SelectorLoop> unixSockets;
    private final JoinedWrite joined = new JoinedWrite();
    private final OpenLinks links;
    private final LastTasks lastTasks;

    /**
     * Wraps a thread, for TCP only.
     *
     * @param thread such as {@link io.undertow.server.HttpServerExchange#getIoThread()}
     */
    public XnioLoop(XnioIoThread thread) {
        this(thread, (SelectorLoop) null);
    }

    /**
     * Wraps a thread, for TCP and Unix domain sockets.
     *
     * @param thread such as {@link io.undertow.server.HttpServerExchange#getIoThread()}
     * @param unixSockets watches Unix domain sockets, for any number of threads; close it after the worker. Without one, connecting
     *     to a Unix domain socket fails
     */
    public XnioLoop(XnioIoThread thread, @Nullable SelectorLoop unixSockets) {
        this(thread, () -> unixSockets);
    }

    /** Wraps a thread, with a loop for Unix domain sockets that is asked for with each of them. */
    XnioLoop(XnioIoThread thread, Supplier<? extends @Nullable SelectorLoop> unixSockets) {
        this.thread = thread;
        this.unixSockets = unixSockets;
        this.links = new OpenLinks(thread);
        this.lastTasks = new LastTasks(thread);
    }

    @Override
    public boolean inEventLoop() {
        return Thread.currentThread().equals(thread);
    }

    @Override
    public void execute(Runnable task) {
        boolean inside = inEventLoop();
        Runnable once = inside ? task : new OneRun(task);
        try {
            thread.execute(once);
        } catch (RejectedExecutionException e) {
            // Refused while the last tasks may still run.
            lastTasks.add(once);
            return;
        }
        // XNIO may lose a task that it accepts at the last moment.
        if (!inside && thread.getWorker().isShutdown()) {
            lastTasks.add(once);
        }
    }

    @Override
    public Link connect(SocketAddress address, LinkHandler handler) {
        if (thread.getWorker().isShutdown()) {
            throw new RejectedExecutionException(thread.getName() + " is shutting down");
        }
        if (!inEventLoop()) {
            throw new IllegalStateException("connect is to be called on the loop");
        }
        if (address instanceof InetSocketAddress inet && inet.isUnresolved()) {
            throw new UnresolvedAddressException();
        }
        SelectorLoop lender = address instanceof UnixDomainSocketAddress ? unixSockets.get() : null;
        if (lender != null) {
            return connectUnix(lender, address, handler);
        }
        XnioLink link = new XnioLink(this, handler);
        try {
            links.add(link);
            link.connect(address);
        } catch (IOException e) {
            link.fail(e);
        }
        return link;
    }

    private Link connectUnix(SelectorLoop lender, SocketAddress address, LinkHandler handler) {
        LentLink link = LentLink.connect(lender, this, address, handler);
        try {
            links.add(link);
        } catch (IOException e) {
            execute(link::end);
        }
        return link;
    }

    XnioIoThread thread() {
        return thread;
    }

    JoinedWrite joined() {
        return joined;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof XnioLoop that && thread.equals(that.thread);
    }

    @Override
    public int hashCode() {
        return thread.hashCode();
    }

    /** The name of the thread. */
    @Override
    public String toString() {
        return thread.getName();
    }
}
