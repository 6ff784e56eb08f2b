package org.gateway4j.host.netty;

import io.netty.channel.IoEventLoop;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.RejectedExecutionException;
import org.gateway4j.async.EventLoop;
import org.gateway4j.async.Link;
import org.gateway4j.async.LinkHandler;
import org.gateway4j.internal.eventloop.OneRun;
import org.gateway4j.internal.wire.JoinedWrite;
import org.jspecify.annotations.Nullable;

/**
 * An event loop of Netty that a host lends to a gateway. Its links are sockets that are registered with the loop directly, without
 * a channel and its pipeline: bytes go from the socket into the gateway's buffers and back, and no {@code ByteBuf} is used. It
 * serves loops with the NIO and the epoll transport; both reach TCP and Unix domain sockets.
 *
 * <p>Two of these are equal if their loops are the same. Keep one for each loop, because each has a buffer of its own. The
 * loop's queue of tasks must not be bounded, which is Netty's default. Safe for use by any number of threads.
 *
 * <p>Close the gateways before the loop. No task is refused: Netty's global executor runs those that come after the loop's end, one
 * after another.
 */
public final class NettyLoop implements EventLoop {

    private final IoEventLoop loop;
    private final SocketKind sockets;
    private final JoinedWrite joined = new JoinedWrite();

    private NettyLoop(IoEventLoop loop, SocketKind sockets) {
        this.loop = loop;
        this.sockets = sockets;
    }

    /**
     * Wraps a loop.
     *
     * @param loop such as {@link io.netty.channel.Channel#eventLoop()} of a client's connection
     * @return a loop for gateways
     * @throws IllegalArgumentException if its transport is neither NIO nor epoll
     */
    public static NettyLoop of(io.netty.channel.EventLoop loop) {
        SocketKind sockets = loop instanceof IoEventLoop io ? SocketKind.of(io) : null;
        if (sockets == null) {
            throw new IllegalArgumentException(
                    "a gateway needs an event loop with Netty's NIO or epoll transport, which " + loop + " has not");
        }
        return new NettyLoop((IoEventLoop) loop, sockets);
    }

    @Override
    public boolean inEventLoop() {
        return loop.inEventLoop();
    }

    /**
     * Runs a task on the loop, soon and in the order of the calls. Never refuses it: after the end of the loop, Netty's global
     * executor runs the tasks, one after another.
     *
     * @param task the task
     */
    @Override
    public void execute(Runnable task) {
        boolean inside = inEventLoop();
        Runnable once = inside ? task : new OneRun(task);
        try {
            loop.execute(once);
        } catch (RejectedExecutionException e) {
            runAfterTheEnd(once);
            return;
        }
        // Netty may lose a task that it accepts at the last moment.
        if (!inside && loop.isShutdown()) {
            runAfterTheEnd(once);
        }
    }

    /** Last tasks may still run on the loop, and others that are too late may come. */
    private void runAfterTheEnd(Runnable task) {
        loop.terminationFuture().addListener(ended -> task.run());
    }

    @Override
    public Link connect(SocketAddress address, LinkHandler handler) {
        if (loop.isShuttingDown()) {
            throw new RejectedExecutionException(loop + " is shutting down");
        }
        if (!inEventLoop()) {
            throw new IllegalStateException("connect is to be called on the loop");
        }
        if (address instanceof InetSocketAddress inet && inet.isUnresolved()) {
            throw new UnresolvedAddressException();
        }
        NettyLink link = new NettyLink(this, handler);
        link.connect(address);
        return link;
    }

    IoEventLoop netty() {
        return loop;
    }

    SocketKind sockets() {
        return sockets;
    }

    JoinedWrite joined() {
        return joined;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NettyLoop that && loop.equals(that.loop);
    }

    @Override
    public int hashCode() {
        return loop.hashCode();
    }

    /** The name of the wrapped loop. */
    @Override
    public String toString() {
        return loop.toString();
    }
}
