package org.gateway4j.balancer.internal;

import java.util.concurrent.Executor;
import java.util.function.IntUnaryOperator;
import org.gateway4j.balancer.Affinity;
import org.gateway4j.balancer.BalancerListener;
import org.gateway4j.balancer.Ejection;
import org.gateway4j.balancer.Policy;
import org.gateway4j.balancer.Probing;
import org.gateway4j.balancer.Queueing;
import org.gateway4j.balancer.Retries;
import org.gateway4j.balancer.SlowStart;
import org.jspecify.annotations.Nullable;

/**
 * All that a balancer is configured with, but for its members.
 *
 * @param name of the balancer
 * @param policy chooses
 * @param affinity finds the member of a session, if there are sessions
 * @param ejection when members are left out
 * @param slowStart how members begin
 * @param retries when another member is tried
 * @param queueing how requests wait
 * @param probing when probes run
 * @param listener of the host, if there is one
 * @param executor runs what may block: probes, and closing gateways
 * @param timing the time
 * @param random a random number below a bound
 */
public record FleetConfig(
        String name,
        Policy policy,
        @Nullable Affinity affinity,
        Ejection ejection,
        SlowStart slowStart,
        Retries retries,
        Queueing queueing,
        Probing probing,
        @Nullable BalancerListener listener,
        Executor executor,
        Timing timing,
        IntUnaryOperator random) {}
