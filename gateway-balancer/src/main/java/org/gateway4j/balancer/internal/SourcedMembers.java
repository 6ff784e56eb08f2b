package org.gateway4j.balancer.internal;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.gateway4j.Endpoint;
import org.gateway4j.balancer.EndpointSource;
import org.gateway4j.balancer.Member;
import org.gateway4j.balancer.Member.State;
import org.gateway4j.balancer.MemberSpec;

/**
 * Makes members of the endpoints that a source tells of. A member whose endpoint stays keeps its gateway, health and counters; one
 * that comes back is a new member. Members that the host has added itself are left alone.
 *
 * @param <G> the kind of gateway
 */
public final class SourcedMembers<G> implements EndpointSource.Subscriber {

    private final Fleet<G> fleet;
    private final Function<Endpoint, MemberSpec<G>> maker;
    private final Duration leave;
    private final Map<Endpoint, Member> members = new HashMap<>();

    /** None yet; removed members have some time for their requests. */
    public SourcedMembers(Fleet<G> fleet, Function<Endpoint, MemberSpec<G>> maker, Duration leave) {
        this.fleet = fleet;
        this.maker = maker;
        this.leave = leave;
        fleet.members().awaitMembers(true);
    }

    @Override
    public synchronized void endpoints(List<Endpoint> all) {
        Set<Endpoint> wanted = new HashSet<>(all);
        // First those that come, so that there is always one to go to.
        for (Endpoint endpoint : all) {
            Member member = members.get(endpoint);
            if (member == null || member.state() == State.REMOVED) {
                add(endpoint);
            }
        }
        members.entrySet().removeIf(entry -> {
            boolean gone = !wanted.contains(entry.getKey());
            if (gone) {
                entry.getValue().remove(leave);
            }
            return gone;
        });
        fleet.members().awaitMembers(false);
    }

    private void add(Endpoint endpoint) {
        MemberSpec<G> spec = maker.apply(endpoint);
        try {
            members.put(endpoint, fleet.members().add(spec));
        } catch (IllegalArgumentException | IllegalStateException e) {
            fleet.members().discard(spec);
            failed(e);
        }
    }

    @Override
    public void failed(Exception failure) {
        fleet.announcer().sourceFailed(failure);
        fleet.announcer().deliver();
    }
}
