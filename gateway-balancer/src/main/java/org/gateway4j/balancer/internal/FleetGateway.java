package org.gateway4j.balancer.internal;

import java.time.Duration;
import java.util.List;
import org.gateway4j.PoolStats;
import org.gateway4j.balancer.BalancerStats;
import org.gateway4j.balancer.MemberStats;

/**
 * What both kinds of balancers do alike: name, figures, draining and closing.
 *
 * @param <G> the kind of gateway
 */
public final class FleetGateway<G> implements AutoCloseable {

    private final Fleet<G> fleet;
    private final Port<G> port;
    private final List<AutoCloseable> sources;

    /** A fleet with those that tell it of its members. */
    public FleetGateway(Fleet<G> fleet, Port<G> port, List<AutoCloseable> sources) {
        this.fleet = fleet;
        this.port = port;
        this.sources = sources;
    }

    /** The fleet. */
    public Fleet<G> fleet() {
        return fleet;
    }

    /** The name. */
    public String name() {
        return fleet.config().name();
    }

    /** See {@link org.gateway4j.Gateway#drain}. */
    public boolean drain(Duration longest) throws InterruptedException {
        return fleet.drain(longest);
    }

    /** The sums over all members, and those that wait in the queue. */
    public PoolStats stats() {
        Sum sum = new Sum();
        for (FleetMember<G> member : fleet.members().snapshot()) {
            sum.add(port.stats(member.gateway()));
        }
        return PoolStats.of((int) Math.min(Integer.MAX_VALUE, sum.limit))
                .withInUse(sum.inUse)
                .withIdle(sum.idle)
                .withWaiting(sum.waiting + fleet.state().waiting())
                .withOpened(sum.opened)
                .withClosed(sum.closed)
                .withReused(sum.reused)
                .withRejected(sum.rejected + fleet.figures().refused.sum());
    }

    private static final class Sum {

        private long limit;
        private int inUse;
        private int idle;
        private int waiting;
        private long opened;
        private long closed;
        private long reused;
        private long rejected;

        void add(PoolStats stats) {
            limit += stats.limit();
            inUse += stats.inUse();
            idle += stats.idle();
            waiting += stats.waiting();
            opened += stats.opened();
            closed += stats.closed();
            reused += stats.reused();
            rejected += stats.rejected();
        }
    }

    /** The balancer's own figures. */
    public BalancerStats balance() {
        Fleet.FleetState state = fleet.state();
        FleetFigures figures = fleet.figures();
        return new Figures(
                state.members(),
                state.waiting(),
                figures.refused.sum(),
                figures.retries.sum(),
                figures.retriesDenied.sum(),
                state.panic());
    }

    private record Figures(
            List<MemberStats> members, int waiting, long refused, long retries, long retriesDenied, boolean panic)
            implements BalancerStats {}

    @Override
    public void close() {
        for (AutoCloseable source : sources) {
            try {
                source.close();
            } catch (Exception e) {
                fleet.announcer().sourceFailed(e);
            }
        }
        fleet.close();
    }
}
