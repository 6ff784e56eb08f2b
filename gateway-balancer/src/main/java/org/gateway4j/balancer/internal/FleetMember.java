package org.gateway4j.balancer.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.gateway4j.GatewayRequest;
import org.gateway4j.HealthProbe;
import org.gateway4j.balancer.Member;
import org.gateway4j.balancer.MemberSpec;
import org.gateway4j.balancer.MemberStats;
import org.gateway4j.balancer.Policy;
import org.jspecify.annotations.Nullable;

/**
 * A member of a fleet: its permits, which need no lock, and the figures. What the fleet's lock guards is changed by the fleet.
 *
 * @param <G> the kind of gateway
 */
public final class FleetMember<G> implements Member {

    private static final long FIRST_PAUSE = 100 * Nanos.MILLI;
    private static final long LONGEST_PAUSE = Nanos.SECOND;
    private static final long FULL_SPEED = Long.MIN_VALUE;

    private final Fleet<G> fleet;
    private final MemberSpec<G> spec;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Ramp ramp;
    private volatile int capacity;
    private volatile int weight;
    private volatile State state = State.ACTIVE;
    private volatile Health health = Health.UNKNOWN;
    private volatile long rampingSince = FULL_SPEED;
    private volatile long fullUntil = FULL_SPEED;

    final MemberHealth condition;
    final Latency latency = new Latency(Nanos.of(Policy.LATENCY_DECAY));
    final LongAdder attempts = new LongAdder();
    final LongAdder failures = new LongAdder();
    final LongAdder blamed = new LongAdder();
    final LongAdder ejections = new LongAdder();
    final CompletableFuture<Void> closed = new CompletableFuture<>();

    /** When its ejection ends, and what happens then; guarded by the fleet's lock. */
    long ejectedUntil;

    Timing.@Nullable Alarm alarm;

    /** Guarded by the fleet's lock. */
    boolean probing;

    private long pause = FIRST_PAUSE;

    FleetMember(Fleet<G> fleet, MemberSpec<G> spec, int limit, long now) {
        this.fleet = fleet;
        this.spec = spec;
        this.ramp = new Ramp(fleet.config().slowStart());
        this.capacity = spec.capacity() == 0 ? Math.max(1, limit) : spec.capacity();
        this.weight = spec.weight() < 0 ? Math.min(capacity, 65_535) : spec.weight();
        this.condition = new MemberHealth(fleet.config().ejection(), now);
    }

    /** Where its requests go. */
    public G gateway() {
        return spec.gateway();
    }

    MemberSpec<G> spec() {
        return spec;
    }

    @Nullable
    HealthProbe probe() {
        return spec.probe();
    }

    /** The request as this member gets it. */
    GatewayRequest.@Nullable Builder told(GatewayRequest request) {
        String variable = spec.stateVariable();
        if (variable == null) {
            return null;
        }
        String told = switch (state) {
            case ACTIVE -> weight > 0 ? "ACT" : "DIS";
            case DRAINING -> "DIS";
            case STOPPED, REMOVED -> "STP";
        };
        return request.toBuilder().variable(variable, told);
    }

    // Permits

    /** Takes a permit if one is left. */
    boolean tryAcquire(long now) {
        while (true) {
            int taken = inFlight.get();
            if (taken >= limit(now)) {
                return false;
            }
            if (inFlight.compareAndSet(taken, taken + 1)) {
                return true;
            }
        }
    }

    /** Gives it back; what is left then. */
    int release() {
        return inFlight.decrementAndGet();
    }

    boolean hasRoom(long now) {
        return inFlight.get() < limit(now);
    }

    private int limit(long now) {
        long full = fullUntil;
        if (full != FULL_SPEED && now - full < 0) {
            return 0;
        }
        if (health == Health.TRIAL) {
            return 1;
        }
        return rampingSince == FULL_SPEED ? capacity : (int) Math.ceil(capacity * share(now));
    }

    private double share(long now) {
        long since = rampingSince;
        if (since == FULL_SPEED) {
            return 1;
        }
        double share = ramp.share(now - since);
        if (share >= 1) {
            rampingSince = FULL_SPEED;
        }
        return share;
    }

    double weight(long now) {
        return rampingSince == FULL_SPEED ? weight : weight * share(now);
    }

    // Changes, under the fleet's lock

    void startSlowly(long now) {
        if (!ramp.isNone()) {
            rampingSince = now == FULL_SPEED ? now + 1 : now;
        }
    }

    /** It said that it is full; returns when it is asked again. */
    long pause(long now) {
        long until = now + pause;
        fullUntil = until == FULL_SPEED ? until + 1 : until;
        pause = Math.min(2 * pause, LONGEST_PAUSE);
        return until;
    }

    void unpause() {
        pause = FIRST_PAUSE;
        fullUntil = FULL_SPEED;
    }

    void publishHealth() {
        health = condition.health();
    }

    void setState(State value) {
        state = value;
    }

    void setWeight(int value) {
        weight = value;
    }

    void setCapacity(int value) {
        capacity = value;
    }

    void cancelAlarm() {
        if (alarm != null) {
            alarm.cancel();
            alarm = null;
        }
    }

    // What the host sees

    @Override
    public String name() {
        return spec.name();
    }

    @Override
    public int tier() {
        return spec.tier();
    }

    @Override
    public String route() {
        return spec.route();
    }

    @Override
    public @Nullable String group() {
        return spec.group();
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public Health health() {
        return health;
    }

    @Override
    public int inFlight() {
        return inFlight.get();
    }

    @Override
    public int capacity() {
        return capacity;
    }

    @Override
    public void capacity(int value) {
        // Checks the value.
        spec.withCapacity(value);
        fleet.members().changeCapacity(this, value);
    }

    @Override
    public int weight() {
        return weight;
    }

    @Override
    public void weight(int value) {
        // Checks the value.
        spec.withWeight(value);
        fleet.members().changeWeight(this, value);
    }

    @Override
    public void activate() {
        fleet.members().changeState(this, State.ACTIVE);
    }

    @Override
    public void drain() {
        fleet.members().changeState(this, State.DRAINING);
    }

    @Override
    public void stop() {
        fleet.members().changeState(this, State.STOPPED);
    }

    @Override
    public CompletionStage<Void> remove(Duration longest) {
        fleet.members().remove(this, Nanos.of(longest));
        return closed.minimalCompletionStage();
    }

    @Override
    public MemberStats stats() {
        return new MemberFigures(
                name(), inFlight(), attempts.sum(), failures.sum(), blamed.sum(), ejections.sum(), (long)
                        latency.read(fleet.config().timing().nanoTime(), 0));
    }

    private record MemberFigures(
            String name, int inFlight, long attempts, long failures, long blamed, long ejections, long latencyNanos)
            implements MemberStats {}

    @Override
    public String toString() {
        return name();
    }
}
