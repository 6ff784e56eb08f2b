package org.gateway4j.balancer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import org.gateway4j.Endpoint;
import org.gateway4j.balancer.internal.Fleet;
import org.gateway4j.balancer.internal.FleetConfig;
import org.gateway4j.balancer.internal.FleetGateway;
import org.gateway4j.balancer.internal.Port;
import org.gateway4j.balancer.internal.SourcedMembers;
import org.gateway4j.balancer.internal.ThreadTiming;
import org.gateway4j.balancer.internal.Timing;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a balancer. Each but the members has a default. Every setter returns the builder and throws
 * {@link NullPointerException} for null. Not safe for use by several threads.
 *
 * @param <G> the kind of gateway that members are
 * @param <B> the kind of balancer
 */
public final class BalancerBuilder<G, B> {

    private record Source<G>(EndpointSource source, Function<Endpoint, MemberSpec<G>> maker, Duration leave) {}

    private final Port<G> port;
    private final Function<FleetGateway<G>, B> maker;
    private final Map<String, MemberSpec<G>> members = new LinkedHashMap<>();
    private final List<Source<G>> sources = new ArrayList<>();
    private String name = "balancer";
    private @Nullable Policy policy;
    private @Nullable Affinity affinity;
    private Ejection ejection = Ejection.defaults();
    private SlowStart slowStart = SlowStart.defaults();
    private Retries retries = Retries.defaults();
    private Queueing queueing = Queueing.defaults();
    private Probing probing = Probing.defaults();
    private @Nullable BalancerListener listener;
    private @Nullable Executor executor;
    private @Nullable Timing timing;
    private IntUnaryOperator random = bound -> ThreadLocalRandom.current().nextInt(bound);

    BalancerBuilder(Port<G> port, Function<FleetGateway<G>, B> maker) {
        this.port = port;
        this.maker = maker;
    }

    /**
     * The name of the balancer in messages, the log and thread names. Default {@code balancer}.
     *
     * @param value the name, such as {@code shop}
     * @return this builder
     * @throws IllegalArgumentException if it is empty
     */
    public BalancerBuilder<G, B> name(String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("the name of a balancer is empty");
        }
        name = value;
        return this;
    }

    /**
     * Adds a member with the defaults of all settings.
     *
     * @param memberName as in {@link MemberSpec#of}
     * @param gateway as in {@link MemberSpec#of}
     * @return this builder
     * @throws IllegalArgumentException as {@link #member(MemberSpec)}
     */
    public BalancerBuilder<G, B> member(String memberName, G gateway) {
        return member(MemberSpec.of(memberName, gateway));
    }

    /**
     * Adds a member.
     *
     * @param spec what it is made of
     * @return this builder
     * @throws IllegalArgumentException if a member with that name was added before
     */
    public BalancerBuilder<G, B> member(MemberSpec<G> spec) {
        if (members.putIfAbsent(spec.name(), spec) != null) {
            throw new IllegalArgumentException(
                    name + ": two members have the name " + spec.name() + "; names are unique");
        }
        return this;
    }

    /**
     * Adds members that come and go with the endpoints of a source. When an endpoint disappears, its member is removed; its
     * requests may go on for a while.
     *
     * @param source tells of endpoints. It is subscribed to when the balancer is built
     * @param spec makes a member for an endpoint; its name must differ from all others, as the endpoint's text does
     * @param leave how long requests of a removed member may go on, not negative
     * @return this builder
     * @throws IllegalArgumentException if the time is negative
     */
    public BalancerBuilder<G, B> members(
            EndpointSource source, Function<Endpoint, MemberSpec<G>> spec, Duration leave) {
        Settings.checkNotNegative("time to leave", leave);
        sources.add(new Source<>(Objects.requireNonNull(source), Objects.requireNonNull(spec), leave));
        return this;
    }

    /**
     * Chooses members. Default {@link Policy#peakLatency}.
     *
     * @param value a policy that no other balancer has
     * @return this builder
     */
    public BalancerBuilder<G, B> policy(Policy value) {
        policy = Objects.requireNonNull(value);
        return this;
    }

    /**
     * Keeps sessions at their members. Default: there are no sessions.
     *
     * @param value finds the routes of a request
     * @return this builder
     */
    public BalancerBuilder<G, B> affinity(Affinity value) {
        affinity = Objects.requireNonNull(value);
        return this;
    }

    /**
     * When members that fail are left out. Default {@link Ejection#defaults}.
     *
     * @param change returns the new settings, given the present ones
     * @return this builder
     */
    public BalancerBuilder<G, B> ejection(UnaryOperator<Ejection> change) {
        ejection = change.apply(ejection);
        return this;
    }

    /**
     * How members get their share that are added later or recover. Default {@link SlowStart#defaults}.
     *
     * @param change returns the new settings, given the present ones
     * @return this builder
     */
    public BalancerBuilder<G, B> slowStart(UnaryOperator<SlowStart> change) {
        slowStart = change.apply(slowStart);
        return this;
    }

    /**
     * When a failed request goes to another member. Default {@link Retries#defaults}.
     *
     * @param change returns the new settings, given the present ones
     * @return this builder
     */
    public BalancerBuilder<G, B> retries(UnaryOperator<Retries> change) {
        retries = change.apply(retries);
        return this;
    }

    /**
     * How requests wait while all members are busy. Default {@link Queueing#defaults}.
     *
     * @param change returns the new settings, given the present ones
     * @return this builder
     */
    public BalancerBuilder<G, B> queueing(UnaryOperator<Queueing> change) {
        queueing = change.apply(queueing);
        return this;
    }

    /**
     * When probes of members run. Default {@link Probing#defaults}.
     *
     * @param change returns the new settings, given the present ones
     * @return this builder
     */
    public BalancerBuilder<G, B> probing(UnaryOperator<Probing> change) {
        probing = change.apply(probing);
        return this;
    }

    /**
     * Hears of changes and attempts. Default none.
     *
     * @param value the listener
     * @return this builder
     */
    public BalancerBuilder<G, B> listener(BalancerListener value) {
        listener = Objects.requireNonNull(value);
        return this;
    }

    /**
     * Where probes run, and where gateways of removed members are closed. Default: a daemon thread for each, as long as it takes.
     *
     * @param value runs tasks that may block
     * @return this builder
     */
    public BalancerBuilder<G, B> executor(Executor value) {
        executor = Objects.requireNonNull(value);
        return this;
    }

    /** For tests: time that they move on. */
    BalancerBuilder<G, B> timing(Timing value) {
        timing = value;
        return this;
    }

    /** For tests: numbers that are the same in each run. */
    BalancerBuilder<G, B> random(IntUnaryOperator value) {
        random = value;
        return this;
    }

    /**
     * Makes the balancer. Members open nothing before their first request or probe.
     *
     * @return the balancer, which owns the gateways of its members
     * @throws IllegalStateException if there is neither a member nor a source of members
     */
    public B build() {
        if (members.isEmpty() && sources.isEmpty()) {
            throw new IllegalStateException(name + ": a balancer needs a member or a source of members");
        }
        Fleet<G> fleet = new Fleet<>(config(), port);
        members.values().forEach(fleet.members()::add);
        List<AutoCloseable> subscriptions = new ArrayList<>();
        for (Source<G> source : sources) {
            subscriptions.add(source.source.subscribe(new SourcedMembers<>(fleet, source.maker, source.leave)));
        }
        fleet.members().started();
        return maker.apply(new FleetGateway<>(fleet, port, subscriptions));
    }

    private FleetConfig config() {
        return new FleetConfig(
                name,
                policy == null ? Policy.peakLatency() : policy,
                affinity,
                ejection,
                slowStart,
                retries,
                queueing,
                probing,
                listener,
                executor == null ? this::runOnThread : executor,
                timing == null ? new ThreadTiming("gateway4j " + name) : timing,
                random);
    }

    private void runOnThread(Runnable task) {
        Thread thread = new Thread(task, "gateway4j " + name + " task");
        thread.setDaemon(true);
        thread.start();
    }
}
