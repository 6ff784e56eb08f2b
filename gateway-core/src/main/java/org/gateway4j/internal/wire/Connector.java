package org.gateway4j.internal.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.locks.LockSupport;
import org.gateway4j.Endpoint;
import org.gateway4j.internal.wire.ConnectException.Kind;
import org.jspecify.annotations.Nullable;

/** Opens connections to one endpoint. */
public final class Connector {

    private static final long FIRST_BACKOFF_NANOS = 1_000_000;
    private static final long LONGEST_BACKOFF_NANOS = 20_000_000;

    /**
     * Linux lets a waiting writer go on when three quarters of the buffer are free, and does not let the one of a Unix domain
     * socket grow by itself: with what it has by default, a large body takes one waiting for each 160 KiB.
     */
    private static final int UNIX_SEND_BUFFER = 512 * 1024;

    private final Endpoint endpoint;
    private final long timeoutNanos;
    private final Watchdog watchdog;

    /** A connector whose attempts take no longer than the given time. */
    public Connector(Endpoint endpoint, long timeoutNanos, Watchdog watchdog) {
        this.endpoint = endpoint;
        this.timeoutNanos = timeoutNanos;
        this.watchdog = watchdog;
    }

    /** Connects, on the calling thread. */
    public SocketWire connect() throws ConnectException {
        long deadline = Nanos.after(System.nanoTime(), timeoutNanos);
        return endpoint instanceof Endpoint.Unix unix ? connectUnix(unix, deadline) : connectTcp(deadline);
    }

    /**
     * A Unix domain socket connects at once or not at all. While its listen queue is full, the attempt is made again and
     * again.
     */
    private SocketWire connectUnix(Endpoint.Unix unix, long deadline) throws ConnectException {
        long backoff = FIRST_BACKOFF_NANOS;
        while (true) {
            if (Thread.currentThread().isInterrupted()) {
                throw new ConnectException(Kind.INTERRUPTED, "interrupted while connecting", null);
            }
            SocketWire wire = tryUnix(unix.path());
            if (wire != null) {
                return wire;
            }
            if (watchdog.isClosed()) {
                throw new ConnectException(Kind.FAILED, "closed while connecting", null);
            }
            if (Nanos.passed(deadline, System.nanoTime())) {
                throw new ConnectException(Kind.QUEUE_FULL, "the listen queue stayed full", null);
            }
            LockSupport.parkNanos(this, backoff);
            backoff = Math.min(2 * backoff, LONGEST_BACKOFF_NANOS);
        }
    }

    private @Nullable SocketWire tryUnix(Path path) throws ConnectException {
        SocketChannel channel = null;
        try {
            channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            enlargeSendBuffer(channel);
            channel.configureBlocking(false);
            if (channel.connect(UnixDomainSocketAddress.of(path))) {
                channel.configureBlocking(true);
                return new SocketWire(channel, watchdog);
            }
            close(channel);
            return null;
        } catch (IOException e) {
            close(channel);
            if (channel != null && isQueueFull(e, path)) {
                return null;
            }
            throw failure(e);
        }
    }

    private static void enlargeSendBuffer(SocketChannel channel) {
        try {
            channel.setOption(StandardSocketOptions.SO_SNDBUF, UNIX_SEND_BUFFER);
        } catch (IOException e) {
            // Linux gives what it may; elsewhere large bodies take longer.
        }
    }

    /**
     * Whether connecting failed with EAGAIN. The JDK makes a plain SocketException of it, as of a missing file, with a
     * message in the language of the machine; the other common errors have exceptions of their own.
     */
    private static boolean isQueueFull(IOException e, Path path) {
        try {
            return e.getClass().equals(SocketException.class)
                    && Files.readAttributes(path, BasicFileAttributes.class).isOther();
        } catch (IOException missing) {
            return false;
        }
    }

    private SocketWire connectTcp(long deadline) throws ConnectException {
        Endpoint.Tcp tcp = (Endpoint.Tcp) endpoint;
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(tcp.host());
        } catch (UnknownHostException e) {
            throw new ConnectException(Kind.FAILED, "unknown host " + tcp.host(), e);
        }
        ConnectException last = null;
        for (InetAddress address : addresses) {
            try {
                return tryTcp(new InetSocketAddress(address, tcp.port()), deadline);
            } catch (ConnectException e) {
                if (e.kind() != Kind.FAILED) {
                    throw e;
                }
                last = e;
            }
        }
        throw last != null ? last : new ConnectException(Kind.FAILED, "no address of " + tcp.host(), null);
    }

    private SocketWire tryTcp(InetSocketAddress address, long deadline) throws ConnectException {
        SocketChannel channel = null;
        SocketWire wire = null;
        try {
            channel = SocketChannel.open();
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            wire = new SocketWire(channel, watchdog);
            wire.arm(deadline);
            channel.connect(address);
            if (!wire.disarm()) {
                throw new AsynchronousCloseException();
            }
            return wire;
        } catch (IOException e) {
            boolean expired = wire != null && wire.state() == Wire.State.EXPIRED;
            if (wire != null) {
                wire.close();
            }
            close(channel);
            throw expired ? new ConnectException(Kind.TIMED_OUT, "no answer from " + address, e) : failure(e);
        }
    }

    private static ConnectException failure(IOException e) {
        if (e instanceof ClosedByInterruptException) {
            return new ConnectException(Kind.INTERRUPTED, "interrupted while connecting", e);
        }
        String message = e instanceof ClosedChannelException ? "closed while connecting" : e.getMessage();
        return new ConnectException(Kind.FAILED, String.valueOf(message), e);
    }

    private static void close(@Nullable SocketChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // The failure to connect is what counts.
        }
    }
}
