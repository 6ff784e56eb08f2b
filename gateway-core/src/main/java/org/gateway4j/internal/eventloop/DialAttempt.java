package org.gateway4j.internal.eventloop;

import java.io.IOException;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.gateway4j.async.EventLoop;
import org.gateway4j.internal.wire.ConnectException;
import org.gateway4j.internal.wire.ConnectException.Kind;
import org.gateway4j.internal.wire.ConnectFailures;
import org.gateway4j.internal.wire.Nanos;
import org.gateway4j.internal.wire.Route;
import org.gateway4j.internal.wire.Watchdog;
import org.gateway4j.internal.wire.Wire;
import org.jspecify.annotations.Nullable;

/**
 * Connects to the first address of a target that answers, on one loop. While the listen queue of a Unix domain socket
 * is full, the attempt is repeated. Everything except the look-up of a name happens on the loop.
 */
final class DialAttempt implements LoopWire.User {

    private static final long BACKOFF_NANOS = 1_000_000;

    /** Hears of the outcome, on the loop, unless the attempt is cancelled before. */
    interface Outcome {

        void connected(LoopWire wire);

        void notConnected(ConnectException failure);
    }

    private final Route route;
    private final Watchdog watchdog;
    private final EventLoop loop;
    private final long deadline;
    private final Outcome outcome;
    private final ConnectFailures failures = new ConnectFailures();
    private List<SocketAddress> left = List.of();
    private @Nullable LoopWire wire;
    private @Nullable Pause lookUp;
    private boolean over;

    DialAttempt(Route route, Watchdog watchdog, EventLoop loop, long deadline, Outcome outcome) {
        this.route = route;
        this.watchdog = watchdog;
        this.loop = loop;
        this.deadline = deadline;
        this.outcome = outcome;
    }

    /** Begins. If the name is not known, it is looked up on the executor. */
    void start(Executor executor) {
        if (!route.mayBlock()) {
            lookUp(Runnable::run);
            return;
        }
        Pause longest = new Pause(loop, watchdog, deadline, this::lookUpLate);
        lookUp = longest;
        longest.start();
        try {
            executor.execute(() -> lookUp(task -> LoopWire.later(loop, task)));
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            fail(new ConnectException(Kind.EXHAUSTED, "no thread to look the host up", e));
        }
    }

    private void lookUp(Executor back) {
        try {
            List<SocketAddress> found = route.addresses(deadline);
            back.execute(() -> tryEach(found));
        } catch (ConnectException e) {
            back.execute(() -> fail(e));
        }
    }

    /** A thread to look up may be as late as the look-up itself. */
    private void lookUpLate() {
        fail(new ConnectException(Kind.TIMED_OUT, "the host was not looked up in time", null));
    }

    private void tryEach(List<SocketAddress> addresses) {
        endLookUp();
        left = addresses;
        tryFirst();
    }

    private void tryFirst() {
        if (over) {
            return;
        }
        if (left.isEmpty()) {
            fail(failures.told());
            return;
        }
        LoopWire attempted = new LoopWire(loop, watchdog, this);
        wire = attempted;
        attempted.arm(Route.share(deadline, left.size()));
        try {
            attempted.connect(left.get(0));
        } catch (OutOfMemoryError e) {
            attempted.close();
            fail(new ConnectException(Kind.EXHAUSTED, "no room for the thread that keeps deadlines", e));
        } catch (RuntimeException e) {
            attempted.close();
            fail(new ConnectException(Kind.EXHAUSTED, "the event loop opens no connection: " + e, e));
        }
    }

    @Override
    public void connected() {
        LoopWire connected = wire;
        if (over || connected == null) {
            return;
        }
        over = true;
        connected.disarm();
        route.worked(left.get(0));
        outcome.connected(connected);
    }

    @Override
    public void notConnected(IOException failure) {
        if (!route.isQueueFull(failure)) {
            tryNext(route.failure(failure));
        } else if (Nanos.passed(deadline, System.nanoTime())) {
            fail(Route.queueFull());
        } else {
            new Pause(loop, watchdog, Nanos.after(System.nanoTime(), BACKOFF_NANOS), this::tryFirst).start();
        }
    }

    private void tryNext(ConnectException failure) {
        if (!ConnectFailures.isOfOneAddress(failure)) {
            fail(failure);
            return;
        }
        failures.add(failure);
        left = left.subList(1, left.size());
        tryFirst();
    }

    @Override
    public void lost(IOException cause) {
        boolean late = wire != null && wire.state() == Wire.State.EXPIRED;
        if (late) {
            tryNext(Route.silent(left.get(0), cause));
        } else {
            fail(Route.aborted(cause));
        }
    }

    private void endLookUp() {
        if (lookUp != null) {
            lookUp.cancel();
            lookUp = null;
        }
    }

    private void fail(ConnectException failure) {
        endLookUp();
        if (!over) {
            over = true;
            outcome.notConnected(failure);
        }
    }

    /** Gives up. The outcome hears nothing. Must be called on the loop. */
    void cancel() {
        over = true;
        endLookUp();
        if (wire != null) {
            wire.close();
        }
    }

    @Override
    public void ready(boolean readable, boolean writable) {
        // Nothing is watched for before the wire has another user.
    }
}
