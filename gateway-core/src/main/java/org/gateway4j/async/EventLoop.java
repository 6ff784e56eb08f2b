package org.gateway4j.async;

import java.net.SocketAddress;
import java.util.concurrent.RejectedExecutionException;

/**
 * A thread that serves many connections, lent by a host or of the gateway's own kind ({@link SelectorLoop}). Implemented once for
 * each kind of server. All methods may be called by any thread, but for {@link #connect}.
 *
 * <p>Two loops are the same if they are {@link Object#equals equal}; a pooled connection serves the loop that opened it.
 */
public interface EventLoop {

    /**
     * Whether the calling thread is this loop's.
     *
     * @return true on the loop
     */
    boolean inEventLoop();

    /**
     * Runs a task on the loop, soon and in the order of the calls. Also on the loop itself, the task runs after this returns.
     *
     * @param task what to run; what it throws must not end the loop
     * @throws RejectedExecutionException if the loop has ended
     */
    void execute(Runnable task);

    /**
     * Begins to connect. To be called on the loop.
     *
     * @param address a resolved {@link java.net.InetSocketAddress} or a {@link java.net.UnixDomainSocketAddress}
     * @param handler told of all that happens, on the loop, never before this returns
     * @return the link, which may be closed before it is connected; nothing else may be done with it until then
     */
    Link connect(SocketAddress address, LinkHandler handler);
}
