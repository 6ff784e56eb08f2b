package org.gateway4j.internal.wire;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.gateway4j.Endpoint;
import org.gateway4j.internal.wire.ConnectException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a target without blocking: which addresses to try, and what their failures mean. Safe for use by several threads.
 */
public final class Route {

    private final @Nullable AddressOrder order;
    private final @Nullable Path path;

    /** The route to a target; that watchdog ends the wait for a name service. */
    public Route(Target target, Watchdog watchdog) {
        this.order = target.order(watchdog);
        this.path = target.endpoint() instanceof Endpoint.Unix unix ? unix.path() : null;
    }

    /** Whether {@link #addresses} may have to wait for a name service. */
    public boolean mayBlock() {
        return order != null && order.mayBlock();
    }

    /** The addresses in the order in which to try them, at least one. */
    public List<SocketAddress> addresses(long deadline) throws ConnectException {
        return order != null ? order.addresses(deadline) : List.of(UnixDomainSocketAddress.of(path));
    }

    /** An address has answered. */
    public void worked(SocketAddress address) {
        if (order != null) {
            order.worked(address);
        }
    }

    /** The deadline of the next of so many attempts. */
    public static long share(long deadline, int attempts) {
        return AddressOrder.share(deadline, attempts);
    }

    /** Whether an attempt has failed only because the listen queue of a Unix domain socket is full. */
    public boolean isQueueFull(IOException e) {
        return path != null && UnixDialer.isQueueFull(e, path);
    }

    /** The typed failure of one attempt. */
    public ConnectException failure(IOException e) {
        return path != null ? UnixDialer.typed(e) : Dialer.failure(e);
    }

    /** The failure of an address that did not answer in time. */
    public static ConnectException silent(SocketAddress address, IOException cause) {
        return new ConnectException(Kind.TIMED_OUT, "no answer from " + address, cause);
    }

    /** The failure of a listen queue that stayed full. */
    public static ConnectException queueFull() {
        return new ConnectException(Kind.QUEUE_FULL, "the listen queue stayed full", null);
    }

    /** The gateway was closed. */
    public static ConnectException aborted(@Nullable IOException cause) {
        return Dialer.aborted(cause);
    }
}
