package org.gateway4j.balancer.internal;

import org.gateway4j.GatewayException;

/**
 * A request in the queue. One of the methods is called, once, by any thread, without a lock; it must not block.
 *
 * @param <G> the kind of gateway
 */
interface Waiter<G> {

    /** It has a permit of that member. */
    void granted(FleetMember<G> member);

    /** It waited in vain. */
    void refused(GatewayException failure);

    /** The host's own code threw, such as a policy. */
    void thrown(RuntimeException failure);
}
