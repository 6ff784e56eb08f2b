package org.gateway4j.balancer.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import org.gateway4j.BackendBusyException;
import org.gateway4j.GatewayException;
import org.gateway4j.Phase;
import org.gateway4j.balancer.Queueing;
import org.jspecify.annotations.Nullable;

/**
 * The queue of a fleet: first come, first served, by whichever member has a permit. A request that waits for the member of its
 * session does not hold up those behind it. Used under the fleet's lock; waiters are told after it.
 *
 * @param <G> the kind of gateway
 */
final class WaitingLine<G> {

    private final Fleet<G> fleet;
    private final Queueing rules;
    private final Set<Ticket<G>> waiting = new LinkedHashSet<>();
    private volatile int size;
    private List<Runnable> due = new ArrayList<>();
    private @Nullable Condition idle;

    WaitingLine(Fleet<G> fleet) {
        this.fleet = fleet;
        this.rules = fleet.config().queueing();
    }

    /** How many wait; any thread may ask. */
    int size() {
        return size;
    }

    List<Runnable> takeDue() {
        if (due.isEmpty()) {
            return List.of();
        }
        List<Runnable> taken = due;
        due = new ArrayList<>();
        return taken;
    }

    void afterwards(Runnable task) {
        due.add(task);
    }

    void join(Ticket<G> ticket, Waiter<G> waiter, long now) {
        ticket.waiter = waiter;
        waiting.add(ticket);
        size = waiting.size();
        serve(now);
        if (!waiting.contains(ticket)) {
            return;
        }
        if (waiting.size() > rules.maxWaiting()) {
            fail(
                    ticket,
                    "all members are busy, and " + rules.maxWaiting() + " callers wait already (queueing.maxWaiting)");
        } else if (fleet.members().isEmpty()) {
            fail(ticket, "balancer has no member that takes requests");
        } else {
            setAlarms(ticket, now);
            due.add(() -> fleet.announcer().tell(to -> to.queued(ticket.request())));
        }
    }

    private void setAlarms(Ticket<G> ticket, long now) {
        Timing timing = fleet.config().timing();
        long longest = Nanos.of(rules.longest());
        ticket.alarm = timing.at(now + longest, () -> expire(ticket));
        long sticky = Nanos.of(rules.sticky());
        if (sticky < longest && !ticket.isOrdinary()) {
            ticket.stickyAlarm = timing.at(now + sticky, () -> loosen(ticket));
        }
    }

    private void expire(Ticket<G> ticket) {
        fleet.lock();
        try {
            if (waiting.contains(ticket)) {
                fail(ticket, "no member was free within " + rules.longest().toMillis() + " ms (queueing.longest)");
            }
        } finally {
            fleet.unlock();
        }
    }

    private void loosen(Ticket<G> ticket) {
        fleet.lock();
        try {
            if (waiting.contains(ticket)) {
                ticket.release();
                serve(fleet.now());
            }
        } finally {
            fleet.unlock();
        }
    }

    private void fail(Ticket<G> ticket, String message) {
        fleet.figures().refused.increment();
        Waiter<G> waiter = ticket.waiter;
        remove(ticket);
        if (waiter != null) {
            refuse(waiter, fleet.busy(Phase.ACQUIRE, message));
        }
    }

    void refuse(Waiter<G> waiter, GatewayException failure) {
        due.add(() -> waiter.refused(failure));
    }

    void refuseAll(GatewayException failure) {
        for (Ticket<G> ticket : List.copyOf(waiting)) {
            Waiter<G> waiter = ticket.waiter;
            remove(ticket);
            if (waiter != null) {
                refuse(waiter, failure);
            }
        }
    }

    /** Takes one out; false if it is not there any more. */
    boolean remove(Ticket<G> ticket) {
        boolean removed = waiting.remove(ticket);
        size = waiting.size();
        forget(ticket);
        return removed;
    }

    private static void forget(Ticket<?> ticket) {
        ticket.waiter = null;
        if (ticket.alarm != null) {
            ticket.alarm.cancel();
            ticket.alarm = null;
        }
        if (ticket.stickyAlarm != null) {
            ticket.stickyAlarm.cancel();
            ticket.stickyAlarm = null;
        }
    }

    /**
     * Gives permits to those that wait, in their order, as long as there are any. One of each kind that finds none speaks for all
     * of its kind, so that a long queue is not searched again for each request that ends.
     */
    void serve(long now) {
        boolean noneForOrdinary = false;
        Set<Ticket.Kind<G>> inVain = null;
        for (Iterator<Ticket<G>> each = waiting.iterator(); each.hasNext(); ) {
            Ticket<G> ticket = each.next();
            Ticket.Kind<G> kind = ticket.kind();
            if (noneForOrdinary && ticket.isOrdinary() || kind != null && inVain != null && inVain.contains(kind)) {
                continue;
            }
            Runnable told = attempt(ticket, now);
            if (told != null) {
                each.remove();
                forget(ticket);
                due.add(told);
            } else if (ticket.isOrdinary()) {
                noneForOrdinary = true;
            } else if (kind != null) {
                inVain = inVain == null ? new HashSet<>() : inVain;
                inVain.add(kind);
            }
        }
        size = waiting.size();
    }

    /** What to tell the waiter, or null if there is no permit for it. */
    private @Nullable Runnable attempt(Ticket<G> ticket, long now) {
        Waiter<G> waiter = ticket.waiter;
        if (waiter == null) {
            return null;
        }
        try {
            FleetMember<G> member = fleet.taken(ticket.acquire(fleet.members().roster(), now));
            return member == null ? null : () -> waiter.granted(member);
        } catch (BackendBusyException e) {
            return () -> waiter.refused(e);
        } catch (RuntimeException e) {
            return () -> waiter.thrown(e);
        }
    }

    void signalIdle() {
        if (idle != null) {
            idle.signalAll();
        }
    }

    /** Waits until no request is left. */
    boolean awaitIdle(long nanos) throws InterruptedException {
        Condition condition = idle;
        if (condition == null) {
            condition = fleet.newCondition();
            idle = condition;
        }
        long left = nanos;
        while (!fleet.isIdle()) {
            if (left <= 0) {
                return false;
            }
            left = condition.awaitNanos(left);
        }
        return true;
    }
}
