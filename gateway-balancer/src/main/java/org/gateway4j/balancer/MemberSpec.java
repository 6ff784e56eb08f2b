package org.gateway4j.balancer;

import java.util.Objects;
import org.gateway4j.HealthProbe;
import org.jspecify.annotations.Nullable;

/**
 * What a member is made of: a name, a gateway and how the balancer uses them. Immutable; safe for use by any number of threads.
 *
 * @param <G> {@link org.gateway4j.Gateway} or {@link org.gateway4j.async.AsyncGateway}
 */
public final class MemberSpec<G> {

    private static final int MOST_WEIGHT = 65_535;

    private final Values<G> values;

    private record Values<G>(
            String name,
            G gateway,
            int capacity,
            int weight,
            int tier,
            String route,
            @Nullable String group,
            @Nullable HealthProbe probe,
            @Nullable String stateVariable) {}

    private MemberSpec(Values<G> values) {
        this.values = values;
    }

    /**
     * A member with the defaults of all settings.
     *
     * @param name the name, unique within the balancer
     * @param gateway where its requests go. The balancer owns it, and closes it when the member is removed
     * @param <G> the kind of gateway
     * @return a specification
     * @throws IllegalArgumentException if the name is empty
     */
    public static <G> MemberSpec<G> of(String name, G gateway) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("the name of a member is empty");
        }
        Objects.requireNonNull(gateway, "gateway");
        return new MemberSpec<>(new Values<>(name, gateway, 0, -1, 0, name, null, null, null));
    }

    /**
     * The name.
     *
     * @return a name, not empty
     */
    public String name() {
        return values.name;
    }

    /**
     * The gateway.
     *
     * @return the gateway
     */
    public G gateway() {
        return values.gateway;
    }

    /**
     * The most requests at a time.
     *
     * @return a positive number, or 0 for the gateway's own limit
     */
    public int capacity() {
        return values.capacity;
    }

    /**
     * The share of requests.
     *
     * @return 0 to 65,535, or -1 for the capacity
     */
    public int weight() {
        return values.weight;
    }

    /**
     * The rank.
     *
     * @return 0 or more
     */
    public int tier() {
        return values.tier;
    }

    /**
     * The route of the sessions that it holds.
     *
     * @return the route; the name unless it was set
     */
    public String route() {
        return values.route;
    }

    /**
     * The group of members that share sessions.
     *
     * @return the group, or null
     */
    public @Nullable String group() {
        return values.group;
    }

    /**
     * The check of its health.
     *
     * @return the probe, or null
     */
    public @Nullable HealthProbe probe() {
        return values.probe;
    }

    /**
     * The variable that tells the application of the state.
     *
     * @return the name, or null
     */
    public @Nullable String stateVariable() {
        return values.stateVariable;
    }

    /**
     * Another capacity. Default: the limit of the gateway's own pool, so that requests wait in the balancer's queue, where any
     * member that becomes free can take them, and not in the pool of one member.
     *
     * @param value the most requests at a time
     * @return a changed copy
     * @throws IllegalArgumentException if it is not positive
     */
    public MemberSpec<G> withCapacity(int value) {
        if (value < 1) {
            throw wrong("capacity", String.valueOf(value), "it must be positive");
        }
        return new MemberSpec<>(
                new Values<>(name(), gateway(), value, weight(), tier(), route(), group(), probe(), stateVariable()));
    }

    /**
     * Another weight. Default: the capacity, so a member with twice the workers gets twice the requests.
     *
     * @param value the share, in proportion to the other members' shares; 0 for requests of its own sessions only
     * @return a changed copy
     * @throws IllegalArgumentException if it is not within 0 to 65,535
     */
    public MemberSpec<G> withWeight(int value) {
        if (value < 0 || value > MOST_WEIGHT) {
            throw wrong("weight", String.valueOf(value), "it must be within 0 to " + MOST_WEIGHT);
        }
        return new MemberSpec<>(
                new Values<>(name(), gateway(), capacity(), value, tier(), route(), group(), probe(), stateVariable()));
    }

    /**
     * Another tier. Default 0. Members of a tier get requests only while no member of a lower tier can take them.
     *
     * @param value 0 for the members that serve in normal times, more for standbys
     * @return a changed copy
     * @throws IllegalArgumentException if it is negative
     */
    public MemberSpec<G> withTier(int value) {
        if (value < 0) {
            throw wrong("tier", String.valueOf(value), "it must not be negative");
        }
        return new MemberSpec<>(new Values<>(
                name(), gateway(), capacity(), weight(), value, route(), group(), probe(), stateVariable()));
    }

    /**
     * Another route. Default: the name. For Tomcat it is the {@code jvmRoute} of the engine.
     *
     * @param value what session ids end with if this member holds the session
     * @return a changed copy
     * @throws IllegalArgumentException if it is empty
     */
    public MemberSpec<G> withRoute(String value) {
        if (value.isEmpty()) {
            throw wrong("route", "empty", "it must not be");
        }
        return new MemberSpec<>(new Values<>(
                name(), gateway(), capacity(), weight(), tier(), value, group(), probe(), stateVariable()));
    }

    /**
     * A group. Default: none. If a member fails, its sessions go to another member of its group first, because the members of a
     * group replicate their sessions. It is what mod_jk calls a domain.
     *
     * @param value the name of the group
     * @return a changed copy
     * @throws IllegalArgumentException if it is empty
     */
    public MemberSpec<G> withGroup(String value) {
        if (value.isEmpty()) {
            throw wrong("group", "empty", "it must not be");
        }
        return new MemberSpec<>(new Values<>(
                name(), gateway(), capacity(), weight(), tier(), route(), value, probe(), stateVariable()));
    }

    /**
     * A check of the member's health. Default: none, so only the outcome of requests tells. {@link Probing} says when it runs.
     *
     * @param value the check, which may block
     * @return a changed copy
     */
    public MemberSpec<G> withProbe(HealthProbe value) {
        return new MemberSpec<>(new Values<>(
                name(),
                gateway(),
                capacity(),
                weight(),
                tier(),
                route(),
                group(),
                Objects.requireNonNull(value),
                stateVariable()));
    }

    /**
     * Adds a variable with the state of the member to each of its requests: {@code ACT}, {@code DIS} while it drains, or {@code
     * STP}. Default: none. Tomcat's {@code LoadBalancerDrainingValve} reads the request attribute {@code JK_LB_ACTIVATION} and
     * sends clients without a live session elsewhere. {@code AjpGateway.Builder.allowedAttributes} must name it too.
     *
     * @param value the name of the variable
     * @return a changed copy
     * @throws IllegalArgumentException if it is empty
     */
    public MemberSpec<G> withStateVariable(String value) {
        if (value.isEmpty()) {
            throw wrong("state variable", "empty", "it must not be");
        }
        return new MemberSpec<>(
                new Values<>(name(), gateway(), capacity(), weight(), tier(), route(), group(), probe(), value));
    }

    private IllegalArgumentException wrong(String property, String value, String limit) {
        return new IllegalArgumentException("member " + name() + ": " + property + " is " + value + "; " + limit);
    }

    @Override
    public String toString() {
        return "member " + name();
    }
}
