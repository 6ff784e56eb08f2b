package org.gateway4j.internal.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.gateway4j.internal.wire.ConnectException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Looks one host up. Nothing can end a look-up of the JDK, so names are looked up on a daemon thread, which callers leave
 * behind when their time is over. All callers share the one that runs, whatever gateway they belong to, so that a name service
 * which hangs costs one thread. Safe for use by several threads.
 */
final class HostLookup {

    /** How long addresses serve further callers, in nanoseconds. */
    private static final long FRESH_NANOS = 1_000_000_000;

    private static final Pattern IPV4 =
            Pattern.compile("(OCTET\\.){3}OCTET".replace("OCTET", "(25[0-5]|2[0-4][0-9]|[01]?[0-9]{1,2})"));

    private static final Pattern IPV6_START = Pattern.compile("[0-9A-Fa-f]{0,4}:");

    private final String host;
    private final Resolver resolver;
    private @Nullable Running last;

    HostLookup(String host, Resolver resolver) {
        this.host = host;
        this.resolver = resolver;
    }

    /**
     * The addresses of the host, at least one.
     *
     * @param watchdog ends the wait of its gateway's callers
     */
    InetAddress[] addresses(long deadline, Watchdog watchdog) throws ConnectException {
        if (watchdog.isAborting()) {
            throw Dialer.aborted(null);
        }
        if (isLiteral()) {
            return literal();
        }
        try {
            Running running = running();
            if (!running.isDone()) {
                await(running, deadline, watchdog);
            }
            return running.get();
        } catch (TimeoutException e) {
            throw new ConnectException(Kind.TIMED_OUT, "host " + host + " was not found in time", e);
        } catch (InterruptedException e) {
            throw Dialer.interrupted(e);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
    }

    /** Whether no name service has to be asked now. */
    boolean isKnown() {
        return isLiteral() || isFresh();
    }

    private synchronized boolean isFresh() {
        return last != null && last.isDone() && last.isFresh();
    }

    /** Whether the JDK asks no name service for it. */
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

    private static void await(Running running, long deadline, Watchdog watchdog)
            throws ConnectException, TimeoutException, InterruptedException, ExecutionException {
        Waiting caller = new Waiting();
        running.add(caller);
        try {
            watchdog.watch(caller);
            caller.get(Nanos.left(deadline, System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (OutOfMemoryError e) {
            throw new ConnectException(Kind.EXHAUSTED, "no room for the thread that keeps deadlines", e);
        } finally {
            watchdog.forget(caller);
            running.remove(caller);
        }
    }

    private synchronized Running running() throws ConnectException {
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

    /** A look-up. All callers share it that come before its end or soon after. */
    private final class Running extends CompletableFuture<InetAddress[]> {

        private final Set<Waiting> callers = ConcurrentHashMap.newKeySet();
        private volatile long endedAt;

        void start() throws ConnectException {
            Thread thread = new Thread(this::run, "gateway4j look-up of " + host);
            thread.setDaemon(true);
            try {
                thread.start();
            } catch (OutOfMemoryError e) {
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
            }
            callers.forEach(Waiting::end);
        }

        /** Adds a caller; if the look-up has ended meanwhile, the caller is told here. */
        void add(Waiting caller) {
            callers.add(caller);
            if (isDone()) {
                caller.end();
            }
        }

        void remove(Waiting caller) {
            callers.remove(caller);
        }

        boolean isFresh() {
            return !isDone() || !isCompletedExceptionally() && System.nanoTime() - endedAt < FRESH_NANOS;
        }
    }

    /** A caller who awaits a look-up, no longer than its gateway lives. The look-up goes on until the JDK is done. */
    private static final class Waiting extends CompletableFuture<@Nullable Void> implements Watchdog.Watched {

        void end() {
            complete(null);
        }

        @Override
        public long deadline() {
            return Nanos.NEVER;
        }

        @Override
        public void expire(long seen) {}

        @Override
        public void abort() {
            completeExceptionally(Dialer.aborted(null));
        }
    }
}
