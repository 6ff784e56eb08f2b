package org.gateway4j.balancer;

import java.time.Duration;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayCall;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.PoolStats;
import org.gateway4j.balancer.internal.BalancedCall;
import org.gateway4j.balancer.internal.FleetGateway;
import org.gateway4j.balancer.internal.Port;

/**
 * Many gateways as one. Each request goes to a member that a {@link Policy} chooses. Members that fail are left out for a while
 * ({@link Ejection}), and a request that failed on one member is sent to another where that is safe ({@link Retries}). While all
 * members are busy, requests wait in one queue for the first that is free ({@link Queueing}).
 *
 * <p>The contract of {@link Gateway} holds, with these differences: a request may be sent to several members, within the rules of
 * {@link Retries}; and while a member reads a request's body ahead, the request counts as in flight there. Members are gateways of any
 * protocol, balancers included. The balancer closes them.
 *
 * <p>Safe for use by any number of threads.
 */
public final class Balancer implements Gateway {

    private final FleetGateway<Gateway> shared;

    Balancer(FleetGateway<Gateway> shared) {
        this.shared = shared;
    }

    /**
     * A builder without members.
     *
     * @return a new builder
     */
    public static BalancerBuilder<Gateway, Balancer> builder() {
        return new BalancerBuilder<>(Port.BLOCKING, Balancer::new);
    }

    /**
     * The members, to change them while requests run.
     *
     * @return the members, the same object at each call
     */
    public Members<Gateway> members() {
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
    public GatewayResponse dispatch(GatewayRequest request) throws GatewayException {
        return newCall(request).dispatch();
    }

    @Override
    public GatewayCall newCall(GatewayRequest request) {
        return new BalancedCall(shared.fleet(), request);
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
