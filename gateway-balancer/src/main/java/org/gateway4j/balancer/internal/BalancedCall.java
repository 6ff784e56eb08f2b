package org.gateway4j.balancer.internal;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.gateway4j.BackendBusyException;
import org.gateway4j.ExchangeAbortedException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayCall;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Phase;
import org.gateway4j.balancer.Member.State;
import org.jspecify.annotations.Nullable;

/** One dispatch of a balancer that blocks its caller: waits for a member, asks it, and perhaps asks another. */
public final class BalancedCall implements GatewayCall {

    private final Fleet<Gateway> fleet;
    private final GatewayRequest request;
    private final AtomicBoolean begun = new AtomicBoolean();

    /** What a cancellation ends: the wait in the queue, or an attempt. Run under this lock, so it comes neither late nor twice. */
    private @Nullable Runnable running;

    private boolean cancelled;

    /** A call that has not begun. */
    public BalancedCall(Fleet<Gateway> fleet, GatewayRequest request) {
        this.fleet = fleet;
        this.request = request;
    }

    @Override
    public GatewayResponse dispatch() throws GatewayException {
        if (!begun.compareAndSet(false, true)) {
            throw new IllegalStateException("a call can be dispatched once");
        }
        Attempts<Gateway> attempts = Attempts.of(fleet, request);
        GatewayResponse response = null;
        try {
            response = dispatch(attempts);
            return response;
        } finally {
            if (response == null) {
                attempts.end();
            }
        }
    }

    private GatewayResponse dispatch(Attempts<Gateway> attempts) throws GatewayException {
        while (true) {
            FleetMember<Gateway> member = acquire(attempts);
            GatewayResponse response = attempt(attempts, member);
            if (response != null) {
                return response;
            }
        }
    }

    private FleetMember<Gateway> acquire(Attempts<Gateway> attempts) throws GatewayException {
        try {
            refuseIfCancelled();
            FleetMember<Gateway> member = fleet.acquire(attempts.ticket());
            if (member != null) {
                return member;
            }
            BlockingWaiter waiter = new BlockingWaiter(fleet, attempts.ticket());
            attach(waiter::cancel);
            try {
                return waiter.await();
            } finally {
                detach();
            }
        } catch (GatewayException e) {
            throw attempts.add(e);
        }
    }

    private void refuseIfCancelled() throws ExchangeAbortedException {
        if (isCancelled()) {
            throw new ExchangeAbortedException(
                    fleet.config().name(), Phase.ACQUIRE, false, "call was cancelled before it began", null);
        }
    }

    private enum Progress {
        RUNNING,
        ANSWERED,
        LATE
    }

    /** Asks one member; null if another is to be asked. */
    private @Nullable GatewayResponse attempt(Attempts<Gateway> attempts, FleetMember<Gateway> member)
            throws GatewayException {
        AtomicReference<Progress> progress = new AtomicReference<>(Progress.RUNNING);
        boolean settled = false;
        try {
            GatewayResponse response = ask(attempts, member, progress);
            attempts.answered(member);
            if (attempts.isUnwanted(member, response.status())) {
                response.close();
                settled = true;
                fleet.ended(member, attempts.outcome(response.status()));
                return null;
            }
            settled = true;
            attempts.settle();
            return new BalancedResponse(response, new Held<>(fleet, member, attempts.outcome(response.status())));
        } catch (GatewayException e) {
            settled = true;
            boolean late = progress.get() == Progress.LATE;
            GatewayException failure = attempts.failed(member, e, late);
            if (failure != null) {
                throw failure;
            }
            return null;
        } finally {
            if (!settled) {
                fleet.ended(member, Outcome.NEUTRAL);
            }
        }
    }

    private GatewayResponse ask(
            Attempts<Gateway> attempts, FleetMember<Gateway> member, AtomicReference<Progress> progress)
            throws GatewayException {
        GatewayCall call = member.gateway().newCall(attempts.begin(member));
        attach(call::cancel);
        long deadline = attempts.deadline();
        Timing.Alarm alarm = deadline == Nanos.NEVER
                ? null
                : fleet.config().timing().at(deadline, () -> {
                    if (progress.compareAndSet(Progress.RUNNING, Progress.LATE)) {
                        call.cancel();
                    }
                });
        try {
            GatewayResponse response = call.dispatch();
            if (!progress.compareAndSet(Progress.RUNNING, Progress.ANSWERED)) {
                response.close();
                throw new ExchangeAbortedException(fleet.config().name(), Phase.HEAD, true, "answered too late", null);
            }
            return response;
        } catch (GatewayException e) {
            detach();
            throw progress.get() == Progress.LATE && !isCancelled() ? attempts.late(e) : e;
        } catch (IllegalStateException e) {
            detach();
            throw closedMeanwhile(member, e);
        } finally {
            if (alarm != null) {
                alarm.cancel();
            }
        }
    }

    /** A removed member whose time is over is closed although a request has just got its permit. */
    private GatewayException closedMeanwhile(FleetMember<Gateway> member, IllegalStateException thrown) {
        if (member.state() != State.REMOVED) {
            throw thrown;
        }
        return new BackendBusyException(member.name(), Phase.CHECK, "member was removed and closed", thrown);
    }

    private void attach(Runnable end) {
        boolean now;
        synchronized (this) {
            running = end;
            now = cancelled;
        }
        if (now) {
            end.run();
        }
    }

    private synchronized void detach() {
        running = null;
    }

    @Override
    public void cancel() {
        Runnable end;
        synchronized (this) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            end = running;
        }
        if (end != null) {
            end.run();
        }
    }

    @Override
    public synchronized boolean isCancelled() {
        return cancelled;
    }
}
