package org.gateway4j.balancer;

import java.time.Duration;
import org.gateway4j.GatewayRequest;
import org.gateway4j.PoolStats;
import org.gateway4j.async.AsyncExchange;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.async.EventLoop;
import org.gateway4j.async.ResponseHandler;
import org.gateway4j.balancer.internal.AsyncBalancedExchange;
import org.gateway4j.balancer.internal.FleetGateway;
import org.gateway4j.balancer.internal.Port;

/**
 * Many gateways as one, for event loops: a {@link Balancer} that blocks no thread. All its rules are the same. {@link
 * AsyncGateway#over} makes members of gateways that block.
 *
 * <p>Safe for use by any number of threads and loops.
 */
public final class AsyncBalancer implements AsyncGateway {

    private final FleetGateway<AsyncGateway> shared;

    AsyncBalancer(FleetGateway<AsyncGateway> shared) {
        this.shared = shared;
    }

    /**
     * A builder without members.
     *
     * @return a new builder
     */
    public static BalancerBuilder<AsyncGateway, AsyncBalancer> builder() {
        return new BalancerBuilder<>(Port.ASYNC, AsyncBalancer::new);
    }

    /**
     * The members, to change them while requests run.
     *
     * @return the members, the same object at each call
     */
    public Members<AsyncGateway> members() {
        return shared.fleet().members();
    }

    /**
     * The figures of the balancer and its members.
     *
     * @return the figures at this moment
     */
    public BalancerStats balance() {
        return shared.balance();
    }

    @Override
    public AsyncExchange dispatch(GatewayRequest request, EventLoop loop, ResponseHandler handler) {
        return AsyncBalancedExchange.dispatch(shared.fleet(), request, loop, handler);
    }

    @Override
    public String name() {
        return shared.name();
    }

    @Override
    public boolean drain(Duration longest) throws InterruptedException {
        return shared.drain(longest);
    }

    /**
     * The sums of the members' figures. Requests in the shared queue count as waiting.
     *
     * @return the figures; each member's own are consistent with each other
     */
    @Override
    public PoolStats stats() {
        return shared.stats();
    }

    @Override
    public void close() {
        shared.close();
    }
}
