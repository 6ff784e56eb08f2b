package org.gateway4j.internal.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.gateway4j.internal.wire.ConnectException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Looks one host up. Nothing can end a look-up of the JDK, so names are looked up on a daemon thread, which callers leave
 * behind when their time is over. All callers share the one that runs, so that a name service which hangs costs one thread.
 */
final class HostLookup {

    /** How long addresses serve further callers, in nanoseconds. */
    private static final long FRESH_NANOS = 1_000_000_000;

    private static final Pattern IPV4 =
            Pattern.compile("(OCTET\\.){3}OCTET".replace("OCTET", "(25[0-5]|2[0-4][0-9]|[01]?[0-9]{1,2})"));

    private static final Pattern IPV6_START = Pattern.compile("[0-9A-Fa-f]{0,4}:");

    private final String host;
    private final Resolver resolver;
    private final Watchdog watchdog;
    private @Nullable Running last;

    HostLookup(String host, Resolver resolver, Watchdog watchdog) {
        this.host = host;
        this.resolver = resolver;
        this.watchdog = watchdog;
    }

    /** The addresses of the host, at least one. */
    InetAddress[] addresses(long deadline) throws ConnectException {
        if (isLiteral()) {
            return literal();
        }
        try {
            return running().get(Nanos.left(deadline, System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new ConnectException(Kind.TIMED_OUT, "host " + host + " was not found in time", e);
        } catch (InterruptedException e) {
            throw Dialer.interrupted(e);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
    }

    /** Whether the JDK asks nobody for it. */
    private boolean isLiteral() {
        return IPV4.matcher(host).matches() || IPV6_START.matcher(host).lookingAt();
    }

    private InetAddress[] literal() throws ConnectException {
        try {
            return resolver.resolve(host);
        } catch (UnknownHostException e) {
            throw failure(e);
        }
    }

    private synchronized Running running() throws ConnectException {
        if (watchdog.isAborting()) {
            throw Dialer.aborted(null);
        }
        Running present = last;
        if (present == null || !present.isFresh()) {
            present = new Running();
            present.start();
            last = present;
        }
        return present;
    }

    private ConnectException failure(@Nullable Throwable cause) {
        if (cause instanceof ConnectException aborted) {
            return Dialer.aborted(aborted);
        }
        return cause instanceof UnknownHostException
                ? unknown(cause)
                : new ConnectException(Kind.FAILED, "cannot look " + host + " up: " + cause, cause);
    }

    /** Without a descriptor every host is unknown. */
    private ConnectException unknown(Throwable cause) {
        try {
            SocketChannel.open().close();
            return new ConnectException(Kind.FAILED, "unknown host " + host, cause);
        } catch (IOException e) {
            return new ConnectException(Kind.EXHAUSTED, "no descriptor to look " + host + " up", e);
        }
    }

    /** A look-up, which all callers await that come before it is over or soon after. */
    private final class Running extends CompletableFuture<InetAddress[]> implements Watchdog.Watched {

        private volatile long endedAt;

        void start() throws ConnectException {
            Thread thread = new Thread(this::run, "gateway4j look-up of " + host);
            thread.setDaemon(true);
            try {
                watchdog.watch(this);
                thread.start();
            } catch (OutOfMemoryError e) {
                watchdog.forget(this);
                throw new ConnectException(Kind.EXHAUSTED, "no room for the thread that looks " + host + " up", e);
            }
        }

        private void run() {
            try {
                InetAddress[] found = resolver.resolve(host);
                endedAt = System.nanoTime();
                complete(found);
            } catch (IOException | RuntimeException | Error e) {
                completeExceptionally(e);
            } finally {
                watchdog.forget(this);
            }
        }

        boolean isFresh() {
            return !isDone() || !isCompletedExceptionally() && System.nanoTime() - endedAt < FRESH_NANOS;
        }

        @Override
        public long deadline() {
            return Nanos.NEVER;
        }

        @Override
        public void expire(long seen) {}

        /** Lets the callers go; the thread ends when the JDK is done. */
        @Override
        public void abort() {
            completeExceptionally(new ConnectException(Kind.ABORTED, "closed while connecting", null));
        }
    }
}
