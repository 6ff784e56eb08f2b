package org.gateway4j.supervisor.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.balancer.Member;
import org.gateway4j.balancer.MemberSpec;
import org.gateway4j.balancer.Members;

/** Processes as members of a balancer. */
public final class BalancerRotation implements Rotation {

    private final Members<Gateway> members;
    private final BiFunction<Endpoint, Integer, Gateway> connector;

    /**
     * No processes yet.
     *
     * @param connector makes the gateway to an endpoint, with a cap on its connections
     */
    public BalancerRotation(Members<Gateway> members, BiFunction<Endpoint, Integer, Gateway> connector) {
        this.members = members;
        this.connector = connector;
    }

    @Override
    public void add(String name, Endpoint endpoint, int workers) {
        Gateway gateway = connector.apply(endpoint, workers);
        try {
            members.add(MemberSpec.of(name, gateway).withCapacity(workers));
        } catch (IllegalStateException e) {
            // The balancer is closed, and the processes are about to end.
            gateway.close();
        }
    }

    @Override
    public CompletionStage<Void> remove(String name, Duration longest) {
        return members.get(name)
                .map(member -> member.remove(longest))
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    @Override
    public long requests(String name) {
        return members.get(name)
                .map(Member::stats)
                .map(stats -> stats.attempts())
                .orElse(0L);
    }
}
