package org.gateway4j.balancer.internal.policy;

import org.gateway4j.balancer.Policy;

/** Weighted least in flight. So many members are compared at most, because to choose must not take longer the more there are. */
public final class LeastInFlight implements Policy {

    private static final int MOST = 16;

    @Override
    public int choose(Choice choice) {
        int size = choice.members().size();
        int best = Scan.best(choice, Math.min(size, MOST), false);
        return best < 0 && size > MOST ? Scan.best(choice, size, false) : best;
    }
}
