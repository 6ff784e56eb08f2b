package org.gateway4j.balancer.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gateway4j.balancer.Member;
import org.gateway4j.balancer.Member.Health;
import org.gateway4j.balancer.Member.State;
import org.jspecify.annotations.Nullable;

/**
 * Who may serve at present. Immutable: a change makes a new one, so choosing needs no lock.
 *
 * @param tiers those that take any request, the lowest tier first; no tier is empty
 * @param trials those whose health one request will tell
 * @param routes those that can serve their sessions, by route
 * @param groups the names of groups
 * @param panic whether suspect members are among the tiers
 * @param hopeless whether no member takes requests because all are ejected
 * @param <G> the kind of gateway
 */
record Roster<G>(
        List<Tier<G>> tiers,
        List<FleetMember<G>> trials,
        Map<String, FleetMember<G>> routes,
        Map<String, Boolean> groups,
        boolean panic,
        boolean hopeless) {

    /** The members of one tier, in both types. */
    record Tier<G>(List<FleetMember<G>> members, List<Member> asMembers) {}

    static <G> Roster<G> of(List<FleetMember<G>> all, double panicBelow) {
        long weights = 0;
        long healthy = 0;
        for (FleetMember<G> member : all) {
            if (member.state() == State.ACTIVE) {
                weights += member.weight();
                healthy += isWell(member) ? member.weight() : 0;
            }
        }
        boolean panic = healthy < weights && healthy < panicBelow * weights;
        Map<Integer, List<FleetMember<G>>> tiers = new TreeMap<>();
        List<FleetMember<G>> trials = new ArrayList<>();
        Map<String, FleetMember<G>> routes = new HashMap<>();
        Map<String, Boolean> groups = new HashMap<>();
        boolean any = false;
        for (FleetMember<G> member : all) {
            boolean eligible = isWell(member) || panic && member.health() == Health.SUSPECT;
            if (member.state() == State.ACTIVE && member.weight() > 0) {
                any = true;
                if (eligible) {
                    tiers.computeIfAbsent(member.tier(), tier -> new ArrayList<>())
                            .add(member);
                } else if (member.health() == Health.TRIAL && member.probe() == null) {
                    trials.add(member);
                }
            }
            if (eligible && (member.state() == State.ACTIVE || member.state() == State.DRAINING)) {
                routes.put(member.route(), member);
            }
            String group = member.group();
            if (group != null) {
                groups.put(group, true);
            }
        }
        List<Tier<G>> ordered = new ArrayList<>();
        tiers.values().forEach(members -> ordered.add(new Tier<>(List.copyOf(members), List.copyOf(members))));
        return new Roster<>(List.copyOf(ordered), List.copyOf(trials), routes, groups, panic, any && ordered.isEmpty());
    }

    private static boolean isWell(Member member) {
        return member.health() == Health.UP || member.health() == Health.UNKNOWN;
    }

    @Nullable
    FleetMember<G> byRoute(String route) {
        return routes.get(route);
    }
}
