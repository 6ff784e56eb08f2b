package org.gateway4j.balancer.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.gateway4j.BackendBusyException;
import org.gateway4j.ExchangeAbortedException;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Phase;
import org.gateway4j.balancer.Member;
import org.gateway4j.balancer.Member.State;
import org.gateway4j.balancer.MemberSpec;
import org.gateway4j.balancer.MemberStats;
import org.gateway4j.balancer.Members;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The members of a balancer and all that changes with them. Both kinds of dispatch ask it for permits and tell it of outcomes. It
 * does no I/O and waits for nothing. Choosing and taking a permit need no lock; changes and the queue have one. Nothing of the
 * host's is called under it but policies.
 *
 * @param <G> the kind of gateway
 */
public final class Fleet<G> implements Members<G>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("org.gateway4j.balancer");
    private static final double FIRST_LATENCY = 1_000_000;
    private static final double MEAN_WEIGHT = 0.02;

    private enum Phases {
        OPEN,
        DRAINING,
        CLOSED
    }

    private final FleetConfig config;
    private final Port<G> port;
    private final Announcer announcer;
    private final Ejector<G> ejector;
    private final RetryBudget budget;
    private final FleetFigures figures = new FleetFigures();
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final Map<String, FleetMember<G>> members = new LinkedHashMap<>();
    private final Set<FleetMember<G>> leaving = new HashSet<>();
    private final WaitingLine<G> line;
    private volatile Map<String, FleetMember<G>> byRoute = Map.of();
    private volatile Roster<G> roster = Roster.of(List.of(), 0);
    private volatile double meanLatency;
    private volatile Phases phase = Phases.OPEN;
    private volatile boolean started;
    private volatile boolean awaited;

    /** A fleet without members. */
    public Fleet(FleetConfig config, Port<G> port) {
        this.config = config;
        this.port = port;
        this.announcer = new Announcer(config.name(), config.listener());
        this.ejector = new Ejector<>(this);
        this.line = new WaitingLine<>(this);
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

    FleetFigures figures() {
        return figures;
    }

    Roster<G> roster() {
        return roster;
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

    boolean hasRoute(String route) {
        return byRoute.containsKey(route);
    }

    @Nullable
    String groupOfRoute(String route) {
        FleetMember<G> member = byRoute.get(route);
        return member == null ? null : member.group();
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

    /** Whether no member takes requests, or will after a while. */
    boolean isEmpty() {
        return !awaited && members.values().stream().noneMatch(Fleet::mayServe);
    }

    private static boolean mayServe(Member member) {
        return member.state() == State.ACTIVE && member.weight() > 0 || member.state() == State.DRAINING;
    }

    /** Whether members are still being looked up for the first time, so that it is worth to wait for them. */
    void awaitMembers(boolean value) {
        awaited = value;
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
        return taken(ticket.acquire(roster, now()));
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
                close(member);
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
                || !ticket.hasAlternative(roster)) {
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

    // Members

    @Override
    public Member add(MemberSpec<G> spec) {
        int limit = port.stats(spec.gateway()).limit();
        lock.lock();
        try {
            if (phase == Phases.CLOSED) {
                throw new IllegalStateException(config.name() + ": balancer is closed");
            }
            if (members.containsKey(spec.name())) {
                throw new IllegalArgumentException(
                        config.name() + ": member " + spec.name() + " exists already; names are unique");
            }
            FleetMember<G> member = new FleetMember<>(this, spec, limit, now());
            if (started && !members.isEmpty()) {
                member.startSlowly(now());
            }
            members.put(spec.name(), member);
            announcer.added(member);
            ejector.scheduleProbe(member);
            changed(now());
            return member;
        } finally {
            unlock();
        }
    }

    /** The members of the start are there; those that follow may start slowly. */
    public void started() {
        started = true;
    }

    @Override
    public Optional<Member> get(String name) {
        lock.lock();
        try {
            return Optional.ofNullable(members.get(name));
        } finally {
            unlock();
        }
    }

    @Override
    public List<Member> all() {
        lock.lock();
        try {
            return List.copyOf(members.values());
        } finally {
            unlock();
        }
    }

    List<FleetMember<G>> present() {
        return new ArrayList<>(members.values());
    }

    @Override
    public void set(Collection<MemberSpec<G>> specs, Duration longest) {
        Map<String, MemberSpec<G>> wanted = new LinkedHashMap<>();
        for (MemberSpec<G> spec : specs) {
            if (wanted.put(spec.name(), spec) != null) {
                throw new IllegalArgumentException(
                        config.name() + ": two members have the name " + spec.name() + "; names are unique");
            }
        }
        for (Member member : all()) {
            MemberSpec<G> spec = wanted.remove(member.name());
            if (spec == null) {
                member.remove(longest);
            } else {
                keep(member, spec);
            }
        }
        wanted.values().forEach(this::add);
    }

    @SuppressWarnings("ReferenceEquality") // Whose gateway it is, not what it is like.
    private void keep(Member member, MemberSpec<G> spec) {
        if (spec.capacity() > 0 && spec.capacity() != member.capacity()) {
            member.capacity(spec.capacity());
        }
        if (spec.weight() >= 0 && spec.weight() != member.weight()) {
            member.weight(spec.weight());
        }
        if (member instanceof FleetMember<?> present && present.gateway() != spec.gateway()) {
            discard(spec);
        }
    }

    /** Closes the gateway of a member that will not be. */
    void discard(MemberSpec<G> spec) {
        elsewhere(() -> port.close(spec.gateway()));
    }

    void changeState(FleetMember<G> member, State to) {
        lock.lock();
        try {
            State from = member.state();
            if (from != State.REMOVED && from != to) {
                member.setState(to);
                announcer.state(member, from, to);
                changed(now());
            }
        } finally {
            unlock();
        }
    }

    void changeWeight(FleetMember<G> member, int value) {
        lock.lock();
        try {
            announcer.changed(member, "weight", member.weight(), value);
            member.setWeight(value);
            changed(now());
        } finally {
            unlock();
        }
    }

    void changeCapacity(FleetMember<G> member, int value) {
        lock.lock();
        try {
            announcer.changed(member, "capacity", member.capacity(), value);
            member.setCapacity(value);
            changed(now());
        } finally {
            unlock();
        }
    }

    void remove(FleetMember<G> member, long longest) {
        lock.lock();
        try {
            State from = member.state();
            if (from == State.REMOVED) {
                return;
            }
            member.setState(State.REMOVED);
            members.remove(member.name());
            leaving.add(member);
            announcer.state(member, from, State.REMOVED);
            member.cancelAlarm();
            if (member.inFlight() == 0) {
                close(member);
            } else {
                member.alarm = config.timing().at(now() + longest, () -> closeNow(member));
            }
            changed(now());
        } finally {
            unlock();
        }
    }

    private void closeNow(FleetMember<G> member) {
        lock.lock();
        try {
            close(member);
        } finally {
            unlock();
        }
    }

    /** Closes the gateway of a removed member, once. */
    private void close(FleetMember<G> member) {
        if (!leaving.remove(member)) {
            return;
        }
        member.cancelAlarm();
        later(() -> {
            closeGateway(member);
            announcer.closed(member);
            announcer.deliver();
            member.closed.complete(null);
        });
    }

    private void closeGateway(FleetMember<G> member) {
        try {
            port.close(member.gateway());
        } catch (RuntimeException | Error e) {
            LOG.warn("{}: closing member {} failed", config.name(), member.name(), e);
        }
    }

    /** Runs what may block, elsewhere, when the lock is free. Under the lock. */
    void later(Runnable task) {
        line.afterwards(() -> elsewhere(task));
    }

    private void elsewhere(Runnable task) {
        try {
            config.executor().execute(task);
        } catch (RejectedExecutionException e) {
            LOG.warn("{}: the executor of the balancer refused a task, which runs here instead", config.name());
            task.run();
        }
    }

    /** Something changed that choosing depends on. Under the lock. */
    void changed(long now) {
        Roster<G> before = roster;
        List<FleetMember<G>> present = present();
        Roster<G> next = Roster.of(present, config.ejection().panicBelow());
        roster = next;
        Map<String, FleetMember<G>> routes = new HashMap<>();
        present.forEach(member -> routes.put(member.route(), member));
        byRoute = routes;
        if (before.panic() != next.panic()) {
            announcer.panic(next.panic());
        }
        if (next.hopeless()) {
            ejector.hurry(now);
        }
        line.serve(now);
    }

    // The whole

    /** All members, those that are leaving included. */
    List<FleetMember<G>> snapshot() {
        lock.lock();
        try {
            List<FleetMember<G>> all = present();
            all.addAll(leaving);
            return all;
        } finally {
            unlock();
        }
    }

    FleetState state() {
        lock.lock();
        try {
            return new FleetState(present().stream().map(FleetMember::stats).toList(), line.size(), roster.panic());
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
            closing = present();
            closing.addAll(leaving);
            leaving.clear();
            closing.forEach(FleetMember::cancelAlarm);
            line.refuseAll(closedWhile());
        } finally {
            unlock();
        }
        config.timing().close();
        for (FleetMember<G> member : closing) {
            closeGateway(member);
            member.closed.complete(null);
        }
    }
}
