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
import org.gateway4j.balancer.Member;
import org.gateway4j.balancer.Member.State;
import org.gateway4j.balancer.MemberSpec;
import org.gateway4j.balancer.Members;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The members of a fleet, and their changes, under the fleet's lock. Choosing reads a roster that was made at the last change, and
 * needs no lock.
 *
 * @param <G> the kind of gateway
 */
public final class FleetMembers<G> implements Members<G> {

    private static final Logger LOG = LoggerFactory.getLogger("org.gateway4j.balancer");

    private final Fleet<G> fleet;
    private final FleetConfig config;
    private final Port<G> port;
    private final Announcer announcer;
    private final Map<String, FleetMember<G>> members = new LinkedHashMap<>();
    private final Set<FleetMember<G>> leaving = new HashSet<>();
    private volatile Map<String, FleetMember<G>> byRoute = Map.of();
    private volatile Roster<G> roster = Roster.of(List.of(), 0);
    private volatile boolean started;
    private volatile boolean awaited;

    FleetMembers(Fleet<G> fleet, Port<G> port) {
        this.fleet = fleet;
        this.config = fleet.config();
        this.port = port;
        this.announcer = fleet.announcer();
    }

    Roster<G> roster() {
        return roster;
    }

    boolean hasRoute(String route) {
        return byRoute.containsKey(route);
    }

    @Nullable
    String groupOfRoute(String route) {
        FleetMember<G> member = byRoute.get(route);
        return member == null ? null : member.group();
    }

    @Override
    public Member add(MemberSpec<G> spec) {
        int limit = port.stats(spec.gateway()).limit();
        fleet.lock();
        try {
            if (fleet.isClosed()) {
                throw new IllegalStateException(config.name() + ": balancer is closed");
            }
            if (members.containsKey(spec.name())) {
                throw new IllegalArgumentException(
                        config.name() + ": member " + spec.name() + " exists already; names are unique");
            }
            FleetMember<G> member = new FleetMember<>(fleet, spec, limit, fleet.now());
            if (started && !members.isEmpty()) {
                member.startSlowly(fleet.now());
            }
            members.put(spec.name(), member);
            announcer.added(member);
            fleet.ejector().scheduleProbe(member);
            changed(fleet.now());
            return member;
        } finally {
            fleet.unlock();
        }
    }

    /** The members of the start are there; those that follow may start slowly. */
    public void started() {
        started = true;
    }

    @Override
    public Optional<Member> get(String name) {
        fleet.lock();
        try {
            return Optional.ofNullable(members.get(name));
        } finally {
            fleet.unlock();
        }
    }

    @Override
    public List<Member> all() {
        fleet.lock();
        try {
            return List.copyOf(members.values());
        } finally {
            fleet.unlock();
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
        fleet.elsewhere(() -> port.close(spec.gateway()));
    }

    void changeState(FleetMember<G> member, State to) {
        fleet.lock();
        try {
            State from = member.state();
            if (from != State.REMOVED && from != to) {
                member.setState(to);
                announcer.state(member, from, to);
                changed(fleet.now());
            }
        } finally {
            fleet.unlock();
        }
    }

    void changeWeight(FleetMember<G> member, int value) {
        fleet.lock();
        try {
            announcer.changed(member, "weight", member.weight(), value);
            member.setWeight(value);
            changed(fleet.now());
        } finally {
            fleet.unlock();
        }
    }

    void changeCapacity(FleetMember<G> member, int value) {
        fleet.lock();
        try {
            announcer.changed(member, "capacity", member.capacity(), value);
            member.setCapacity(value);
            changed(fleet.now());
        } finally {
            fleet.unlock();
        }
    }

    void remove(FleetMember<G> member, long longest) {
        fleet.lock();
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
                member.alarm = config.timing().at(fleet.now() + longest, () -> closeNow(member));
            }
            changed(fleet.now());
        } finally {
            fleet.unlock();
        }
    }

    private void closeNow(FleetMember<G> member) {
        fleet.lock();
        try {
            close(member);
        } finally {
            fleet.unlock();
        }
    }

    /** Closes the gateway of a removed member, once. */
    void close(FleetMember<G> member) {
        if (!leaving.remove(member)) {
            return;
        }
        member.cancelAlarm();
        fleet.later(() -> {
            closeQuietly(member);
            announcer.closed(member);
            announcer.deliver();
            member.closed.complete(null);
        });
    }

    /** All members, those that are leaving included, which are forgotten: the caller closes their gateways. Under the lock. */
    List<FleetMember<G>> takeLeaving() {
        List<FleetMember<G>> all = present();
        all.addAll(leaving);
        leaving.clear();
        all.forEach(FleetMember::cancelAlarm);
        return all;
    }

    void closeGateway(FleetMember<G> member) {
        closeQuietly(member);
        member.closed.complete(null);
    }

    private void closeQuietly(FleetMember<G> member) {
        try {
            port.close(member.gateway());
        } catch (RuntimeException | Error e) {
            LOG.warn("{}: closing member {} failed", config.name(), member.name(), e);
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
            fleet.ejector().hurry(now);
        }
        fleet.line().serve(now);
    }

    /** All members, those that are leaving included. */
    List<FleetMember<G>> snapshot() {
        fleet.lock();
        try {
            List<FleetMember<G>> all = present();
            all.addAll(leaving);
            return all;
        } finally {
            fleet.unlock();
        }
    }

    /** Whether no member takes requests, or will after a while. */
    boolean isEmpty() {
        return !awaited && members.values().stream().noneMatch(FleetMembers::mayServe);
    }

    private static boolean mayServe(Member member) {
        return member.state() == State.ACTIVE && member.weight() > 0 || member.state() == State.DRAINING;
    }

    /** Whether members are still being looked up for the first time, so that it is worth to wait for them. */
    void awaitMembers(boolean value) {
        awaited = value;
    }
}
