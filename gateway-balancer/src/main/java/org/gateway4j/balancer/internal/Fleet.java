package org.gateway4j.balancer.internal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.gateway4j.BackendBusyException;
import org.gateway4j.ExchangeAbortedException;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Phase;
import org.gateway4j.balancer.Member.State;
import org.gateway4j.balancer.MemberStats;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The permits and the queue of a balancer, and its life. Both kinds of dispatch ask it for permits and tell it of outcomes. It does no
 * I/O and waits for nothing. Choosing and taking a permit need no lock; the queue and the changes of {@linkplain FleetMembers members}
 * have one. Nothing of the host's is called under it but policies.
 *
 * @param <G> the kind of gateway
 */
public final class Fleet<G> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("org.gateway4j.balancer");
    private static final double FIRST_LATENCY = 1_000_000;
    private static final double MEAN_WEIGHT = 0.02;

    private enum Phases {
        OPEN,
        DRAINING,
        CLOSED
    }

    private final FleetConfig config;
    private final Announcer announcer;
    private final Ejector<G> ejector;
    private final RetryBudget budget;
    private final FleetFigures figures = new FleetFigures();
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final WaitingLine<G> line;
    private final FleetMembers<G> members;
    private volatile double meanLatency;
    private volatile Phases phase = Phases.OPEN;

    /** A fleet without members. */
    public Fleet(FleetConfig config, Port<G> port) {
        this.config = config;
        this.announcer = new Announcer(config.name(), config.listener());
        this.ejector = new Ejector<>(this);
        this.line = new WaitingLine<>(this);
        this.members = new FleetMembers<>(this, port);
        this.budget = new RetryBudget(
                config.retries().budget(),
                config.retries().perSecond(),
                config.timing().nanoTime());
    }

    /** What the balancer is configured with. */
    public FleetConfig config() {
        return config;
    }

    Announcer announcer() {
        return announcer;
    }

    /** The members and their changes. */
    public FleetMembers<G> members() {
        return members;
    }

    Ejector<G> ejector() {
        return ejector;
    }

    WaitingLine<G> line() {
        return line;
    }

    boolean isClosed() {
        return phase == Phases.CLOSED;
    }

    FleetFigures figures() {
        return figures;
    }

    long now() {
        return config.timing().nanoTime();
    }

    int inFlight() {
        return inFlight.get();
    }

    double meanLatency() {
        double mean = meanLatency;
        return mean == 0 ? FIRST_LATENCY : mean;
    }

    // The lock

    void lock() {
        lock.lock();
    }

    /** Lets go of the lock, and then tells those whom the change concerns. */
    void unlock() {
        List<Runnable> due = line.takeDue();
        lock.unlock();
        due.forEach(Runnable::run);
        announcer.deliver();
    }

    Condition newCondition() {
        return lock.newCondition();
    }

    // Requests

    /**
     * A request came.
     *
     * @throws IllegalStateException if the balancer is closed
     * @throws BackendBusyException if it drains
     */
    Ticket<G> enter(GatewayRequest request) throws BackendBusyException {
        open.incrementAndGet();
        boolean entered = false;
        try {
            refuseUnlessOpen();
            long now = now();
            Ticket<G> ticket = new Ticket<>(this, request, now);
            budget.deposit(now);
            entered = true;
            return ticket;
        } finally {
            if (!entered) {
                leave();
            }
        }
    }

    private void refuseUnlessOpen() throws BackendBusyException {
        switch (phase) {
            case OPEN -> {}
            case DRAINING -> throw busy(Phase.CHECK, "gateway is draining and takes no more requests");
            case CLOSED -> throw new IllegalStateException(config.name() + ": balancer is closed");
        }
    }

    /** A request is over, in whatever way. */
    void leave() {
        if (open.decrementAndGet() == 0 && phase != Phases.OPEN) {
            lock.lock();
            try {
                line.signalIdle();
            } finally {
                unlock();
            }
        }
    }

    boolean isIdle() {
        return open.get() == 0;
    }

    /** Takes a permit if one is free and nobody waits for it. */
    @Nullable
    FleetMember<G> acquire(Ticket<G> ticket) throws BackendBusyException {
        if (line.size() > 0) {
            return null;
        }
        return taken(ticket.acquire(members.roster(), now()));
    }

    @Nullable
    FleetMember<G> taken(@Nullable FleetMember<G> member) {
        if (member != null) {
            inFlight.incrementAndGet();
        }
        return member;
    }

    /** Waits in the queue; the waiter hears of the outcome, perhaps before this returns. */
    void queue(Ticket<G> ticket, Waiter<G> waiter) {
        lock.lock();
        try {
            if (phase == Phases.CLOSED) {
                line.refuse(waiter, closedWhile());
            } else {
                line.join(ticket, waiter, now());
            }
        } finally {
            unlock();
        }
    }

    /** Takes a request out of the queue; false if its waiter has heard of an outcome, or will. */
    boolean withdraw(Ticket<G> ticket) {
        lock.lock();
        try {
            return line.remove(ticket);
        } finally {
            unlock();
        }
    }

    /** A response head came, after some time. */
    void answered(FleetMember<G> member, long nanos) {
        long now = now();
        double mean = meanLatency();
        member.latency.observe((double) nanos, now, mean);
        meanLatency = meanLatency == 0 ? Math.max(1, nanos) : mean + (nanos - mean) * MEAN_WEIGHT;
    }

    /** An attempt is over without a failure that the member is to blame for, or with one. Its permit is free. */
    void ended(FleetMember<G> member, Outcome outcome) {
        long now = now();
        if (outcome.isFailure()) {
            member.failures.increment();
        }
        if (outcome.blames()) {
            member.blamed.increment();
            member.latency.observe(
                    Math.max(member.latency.read(now, meanLatency()), 2 * meanLatency()), now, meanLatency());
        }
        lock.lock();
        try {
            ejector.ended(member, outcome, now);
            int left = member.release();
            inFlight.decrementAndGet();
            if (left == 0 && member.state() == State.REMOVED) {
                members.close(member);
            }
            if (line.size() > 0) {
                line.serve(now);
            }
        } finally {
            unlock();
        }
    }

    /** Decides whether a failed request goes to another member. */
    boolean mayRetry(Ticket<G> ticket) {
        if (ticket.attempts() >= config.retries().maxAttempts()
                || phase == Phases.CLOSED
                || !ticket.hasAlternative(members.roster())) {
            return false;
        }
        if (!budget.withdraw(now())) {
            figures.retriesDenied.increment();
            announcer.tell(to -> to.retryDenied(ticket.request()));
            return false;
        }
        figures.retries.increment();
        return true;
    }

    BackendBusyException busy(Phase at, String message) {
        return new BackendBusyException(config.name(), at, message, null);
    }

    private GatewayException closedWhile() {
        return new ExchangeAbortedException(
                config.name(), Phase.ACQUIRE, false, "balancer was closed while the request waited", null);
    }

    /** Runs what may block, elsewhere, when the lock is free. Under the lock. */
    void later(Runnable task) {
        line.afterwards(() -> elsewhere(task));
    }

    void elsewhere(Runnable task) {
        try {
            config.executor().execute(task);
        } catch (RejectedExecutionException e) {
            LOG.warn("{}: the executor of the balancer refused a task, which runs here instead", config.name());
            task.run();
        }
    }

    // The whole

    FleetState state() {
        lock.lock();
        try {
            return new FleetState(
                    members.present().stream().map(FleetMember::stats).toList(),
                    line.size(),
                    members.roster().panic());
        } finally {
            unlock();
        }
    }

    record FleetState(List<MemberStats> members, int waiting, boolean panic) {}

    /** Takes no more requests, and waits until the last is over. */
    boolean drain(Duration longest) throws InterruptedException {
        lock.lock();
        try {
            if (phase == Phases.OPEN) {
                phase = Phases.DRAINING;
            }
            return line.awaitIdle(Nanos.of(longest));
        } finally {
            unlock();
        }
    }

    /** Fails those that wait, and closes all gateways, on this thread. */
    @Override
    public void close() {
        List<FleetMember<G>> closing;
        lock.lock();
        try {
            if (phase == Phases.CLOSED) {
                return;
            }
            phase = Phases.CLOSED;
            closing = members.takeLeaving();
            line.refuseAll(closedWhile());
        } finally {
            unlock();
        }
        config.timing().close();
        closing.forEach(members::closeGateway);
    }
}
