package org.gateway4j.internal.wire;

import java.io.IOException;
import java.net.BindException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import org.gateway4j.internal.wire.ConnectException.Kind;
import org.jspecify.annotations.Nullable;

/** Opens connections of one kind of socket. */
abstract class Dialer {

    private final Watchdog watchdog;

    Dialer(Watchdog watchdog) {
        this.watchdog = watchdog;
    }

    /** Connects before the deadline. */
    abstract SocketWire dial(long deadline) throws ConnectException;

    /** Makes a socket. */
    @FunctionalInterface
    interface SocketFactory {
        SocketChannel open() throws IOException;
    }

    /** A socket that is not connected yet. If there is none, this machine has too few descriptors. */
    static SocketChannel open(SocketFactory sockets) throws ConnectException {
        try {
            return sockets.open();
        } catch (IOException e) {
            throw new ConnectException(Kind.EXHAUSTED, "no socket to be had: " + e.getMessage(), e);
        }
    }

    /** A wire over a channel, which is closed if there is none. */
    final SocketWire wire(SocketChannel channel) throws ConnectException {
        try {
            return new SocketWire(channel, watchdog);
        } catch (OutOfMemoryError e) {
            close(channel);
            throw new ConnectException(Kind.EXHAUSTED, "no room for the thread that keeps deadlines", e);
        }
    }

    final void refuseIfClosed() throws ConnectException {
        if (watchdog.isAborting()) {
            throw aborted(null);
        }
    }

    static ConnectException aborted(@Nullable IOException cause) {
        return new ConnectException(Kind.ABORTED, "closed while connecting", cause);
    }

    static ConnectException failure(IOException e) {
        if (e instanceof ClosedByInterruptException) {
            return interrupted(e);
        }
        String message = String.valueOf(e.getMessage());
        return new ConnectException(
                lacksPort(e, message) || lacksDescriptor(message) ? Kind.EXHAUSTED : Kind.FAILED, message, e);
    }

    /** EMFILE or ENFILE, from a loop that opens sockets itself. */
    private static boolean lacksDescriptor(String message) {
        return message.contains("Too many open files");
    }

    /** EADDRNOTAVAIL: all local ports are in use, or this machine has no address of that family. */
    private static boolean lacksPort(IOException e, String message) {
        return e instanceof BindException && message.contains("assign requested address");
    }

    static ConnectException interrupted(@Nullable Exception cause) {
        return new ConnectException(Kind.INTERRUPTED, "interrupted while connecting", cause);
    }

    static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // The failure to connect is what counts.
        }
    }
}
