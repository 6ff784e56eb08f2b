package org.gateway4j.internal.wire;

import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.locks.LockSupport;
import org.gateway4j.internal.wire.ConnectException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Connects to a Unix domain socket, at once or not at all. While its listen queue is full, the attempt is made again and
 * again.
 */
final class UnixDialer extends Dialer {

    private static final long FIRST_BACKOFF_NANOS = 1_000_000;
    private static final long LONGEST_BACKOFF_NANOS = 20_000_000;

    /** The message of EPROTOTYPE in the C library's English. */
    private static final String WRONG_TYPE = "Protocol wrong type for socket";

    private final Path path;

    UnixDialer(Path path, Watchdog watchdog) {
        super(watchdog);
        this.path = path;
    }

    @Override
    SocketWire dial(long deadline) throws ConnectException {
        long backoff = FIRST_BACKOFF_NANOS;
        while (true) {
            refuseIfClosed();
            if (Thread.currentThread().isInterrupted()) {
                throw interrupted(null);
            }
            SocketWire wire = attempt();
            if (wire != null) {
                return wire;
            }
            if (Nanos.passed(deadline, System.nanoTime())) {
                throw Route.queueFull();
            }
            LockSupport.parkNanos(this, backoff);
            backoff = Math.min(2 * backoff, LONGEST_BACKOFF_NANOS);
        }
    }

    /** One attempt; null while the listen queue is full. */
    private @Nullable SocketWire attempt() throws ConnectException {
        SocketChannel channel = open(() -> SocketChannel.open(StandardProtocolFamily.UNIX));
        try {
            SendBuffers.enlarge(channel);
            channel.configureBlocking(false);
            if (!channel.connect(UnixDomainSocketAddress.of(path))) {
                close(channel);
                return null;
            }
            channel.configureBlocking(true);
        } catch (IOException e) {
            close(channel);
            if (isQueueFull(e, path)) {
                return null;
            }
            throw typed(e);
        } catch (RuntimeException | Error e) {
            close(channel);
            throw e;
        }
        SocketWire wire = wire(channel);
        if (wire.state() != Wire.State.OPEN) {
            throw aborted(null);
        }
        return wire;
    }

    /**
     * Whether connecting failed with EAGAIN. The JDK makes a plain SocketException of it, as of a missing file or a datagram
     * socket, with a message in the language of the machine; the other common errors have exceptions of their own.
     */
    static boolean isQueueFull(IOException e, Path path) {
        try {
            return e.getClass().equals(SocketException.class)
                    && !WRONG_TYPE.equals(e.getMessage())
                    && Files.readAttributes(path, BasicFileAttributes.class).isOther();
        } catch (IOException missing) {
            return false;
        }
    }

    static ConnectException typed(IOException e) {
        return WRONG_TYPE.equals(e.getMessage())
                ? new ConnectException(Kind.FAILED, WRONG_TYPE + ", which is no stream socket", e)
                : failure(e);
    }
}
