package org.gateway4j.balancer.internal;

import java.util.ArrayList;
import java.util.List;
import org.gateway4j.BackendBusyException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Phase;
import org.gateway4j.balancer.Affinity;
import org.gateway4j.balancer.BalancerListener.Routing;
import org.gateway4j.balancer.Member;
import org.gateway4j.balancer.Policy;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through a fleet: where it may go, where it was, and since when. Used by one thread at a time: the one
 * that dispatches, or while it waits in the queue, whoever holds the fleet's lock.
 *
 * @param <G> the kind of gateway
 */
final class Ticket<G> implements Policy.Choice {

    private final Fleet<G> fleet;
    private final GatewayRequest request;
    private final boolean repeatable;
    private final List<String> routes;
    private final boolean forced;
    private final long begun;
    private List<FleetMember<G>> tried = List.of();
    private Routing routing = Routing.FREE;
    private int attempts;

    /** Whether it waits no longer for the member of its session. */
    private boolean released;

    // While it waits, under the fleet's lock

    @Nullable
    Waiter<G> waiter;

    Timing.@Nullable Alarm alarm;

    Timing.@Nullable Alarm stickyAlarm;

    // During a choice

    private Roster.@Nullable Tier<G> tier;
    private @Nullable String group;
    private long now;

    Ticket(Fleet<G> fleet, GatewayRequest request, long now) {
        this.fleet = fleet;
        this.request = request;
        this.begun = now;
        this.now = now;
        Affinity affinity = fleet.config().affinity();
        this.routes = affinity == null ? List.of() : affinity.routes(request);
        this.forced = affinity != null && affinity.isForced() && !routes.isEmpty();
        this.repeatable = fleet.config().retries().repeatedMethods().contains(request.method());
    }

    long begun() {
        return begun;
    }

    int attempts() {
        return attempts;
    }

    Routing routing() {
        return routing;
    }

    boolean isIdempotent() {
        return repeatable;
    }

    /** Whether it goes wherever there is room, like all others of its kind. */
    boolean isOrdinary() {
        return routes.isEmpty() && tried.isEmpty() && repeatable;
    }

    /** Requests without a session that may go to the same members. */
    record Kind<G>(boolean repeatable, List<FleetMember<G>> tried) {}

    /** Its kind, while it waits; null if it is ordinary, or of a session, which has a choice of its own. */
    @Nullable
    Kind<G> kind() {
        return !routes.isEmpty() || isOrdinary() ? null : new Kind<>(repeatable, tried);
    }

    void began(FleetMember<G> member) {
        attempts++;
        member.attempts.increment();
    }

    /** It was there, and goes to another member if it goes anywhere. */
    void failedAt(FleetMember<G> member) {
        if (tried.isEmpty()) {
            tried = new ArrayList<>(2);
        }
        tried.add(member);
    }

    private boolean wasAt(FleetMember<G> member) {
        return !tried.isEmpty() && tried.contains(member);
    }

    /** Waits no longer for the member of its session. */
    void release() {
        released = true;
    }

    /**
     * Takes a permit of the member that suits best.
     *
     * @return the member, or null if none has one now
     */
    @Nullable
    FleetMember<G> acquire(Roster<G> roster, long time) throws BackendBusyException {
        now = time;
        if (!routes.isEmpty()) {
            for (String route : routes) {
                FleetMember<G> member = roster.byRoute(route);
                if (member != null && !wasAt(member)) {
                    if (member.tryAcquire(time)) {
                        routing = Routing.STICKY;
                        return member;
                    }
                    if (!released || forced) {
                        return null;
                    }
                }
            }
            return failOver(roster);
        }
        return anywhere(roster);
    }

    private @Nullable FleetMember<G> failOver(Roster<G> roster) throws BackendBusyException {
        if (forced) {
            throw fleet.busy(Phase.ACQUIRE, "the member of route " + routes.get(0) + " cannot serve its session");
        }
        routing = Routing.FREE;
        for (String route : routes) {
            String shared = groupOf(route, roster);
            if (shared != null) {
                routing = Routing.FAILED_OVER;
                group = shared;
                FleetMember<G> member = byPolicy(roster);
                group = null;
                if (member != null) {
                    return member;
                }
            } else if (fleet.members().hasRoute(route)) {
                routing = Routing.FAILED_OVER;
            }
        }
        return anywhere(roster);
    }

    /** The group of the member of a route; if there is none, the group that the route begins with. */
    private @Nullable String groupOf(String route, Roster<G> roster) {
        String shared = fleet.members().groupOfRoute(route);
        if (shared != null) {
            return shared;
        }
        int dot = route.indexOf('.');
        String domain = dot > 0 ? route.substring(0, dot) : route;
        return roster.groups().containsKey(domain) ? domain : null;
    }

    private @Nullable FleetMember<G> anywhere(Roster<G> roster) {
        List<FleetMember<G>> trials = roster.trials();
        if (!trials.isEmpty() && (repeatable || roster.tiers().isEmpty())) {
            for (int i = 0; i < trials.size(); i++) {
                if (!wasAt(trials.get(i)) && trials.get(i).tryAcquire(now)) {
                    return trials.get(i);
                }
            }
        }
        return byPolicy(roster);
    }

    private @Nullable FleetMember<G> byPolicy(Roster<G> roster) {
        List<Roster.Tier<G>> tiers = roster.tiers();
        for (int i = 0; i < tiers.size(); i++) {
            Roster.Tier<G> chosenFrom = tiers.get(i);
            tier = chosenFrom;
            FleetMember<G> member = from(chosenFrom);
            if (member != null) {
                return member;
            }
        }
        return null;
    }

    /** Another thread may take the last permit of a member after it was chosen; then the policy chooses again. */
    private @Nullable FleetMember<G> from(Roster.Tier<G> chosenFrom) {
        int lost = 0;
        for (int index = choose(); index >= 0 && lost <= chosenFrom.members().size(); index = choose()) {
            FleetMember<G> member = chosenFrom.members().get(index);
            if (isFree(index) && member.tryAcquire(now)) {
                return member;
            }
            lost++;
        }
        return null;
    }

    private int choose() {
        return fleet.config().policy().choose(this);
    }

    /** Whether a member is left that could take it, now or later. */
    boolean hasAlternative(Roster<G> roster) {
        for (Roster.Tier<G> each : roster.tiers()) {
            for (FleetMember<G> member : each.members()) {
                if (!wasAt(member)) {
                    return !forced;
                }
            }
        }
        for (FleetMember<G> member : roster.trials()) {
            if (!wasAt(member)) {
                return !forced;
            }
        }
        return false;
    }

    private Roster.Tier<G> candidates() {
        Roster.Tier<G> present = tier;
        if (present == null) {
            throw new IllegalStateException("a choice is valid during Policy.choose only");
        }
        return present;
    }

    @Override
    public List<Member> members() {
        return candidates().asMembers();
    }

    @Override
    public boolean isFree(int index) {
        FleetMember<G> member = candidates().members().get(index);
        return member.hasRoom(now) && !wasAt(member) && (group == null || group.equals(member.group()));
    }

    @Override
    public int inFlight(int index) {
        return candidates().members().get(index).inFlight();
    }

    @Override
    public double weight(int index) {
        return candidates().members().get(index).weight(now);
    }

    @Override
    public double latencyNanos(int index) {
        return candidates().members().get(index).latency.read(now, fleet.meanLatency());
    }

    @Override
    public int totalInFlight() {
        return fleet.inFlight();
    }

    @Override
    public GatewayRequest request() {
        return request;
    }

    @Override
    public int random(int bound) {
        return fleet.config().random().applyAsInt(bound);
    }
}
