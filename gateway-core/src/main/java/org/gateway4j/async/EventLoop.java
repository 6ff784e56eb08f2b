package org.gateway4j.async;

import java.net.SocketAddress;
import java.util.concurrent.RejectedExecutionException;

/**
 * A thread that serves many connections. A host lends its own by implementing this interface once for its kind of
 * server, or uses {@link SelectorLoop}. Any thread may call all methods except {@link #connect}.
 *
 * <p>Two loops are the same if they are {@link Object#equals equal}. A pooled connection serves the loop that opened
 * it.
 */
public interface EventLoop {

    /**
     * Whether the calling thread is this loop's.
     *
     * @return true on the loop
     */
    boolean inEventLoop();

    /**
     * Runs a task on the loop, soon and in the order of the calls. The task runs after this method returns, even if the
     * loop itself calls it.
     *
     * @param task the task; an exception that it throws must not end the loop
     * @throws RejectedExecutionException only if the loop has ended and nothing runs on it any more: the caller then runs the
     *     task itself
     */
    void execute(Runnable task);

    /**
     * Begins to connect. It must be called on the loop.
     *
     * @param address a resolved {@link java.net.InetSocketAddress} or a {@link java.net.UnixDomainSocketAddress}
     * @param handler hears of everything that happens, on the loop, never before this method returns
     * @return the link. Before it is connected, it may only be closed
     * @throws RejectedExecutionException if the loop has ended, or is about to
     * @throws IllegalStateException if another thread calls
     * @throws java.nio.channels.UnresolvedAddressException if the address is not resolved
     */
    Link connect(SocketAddress address, LinkHandler handler);
}
