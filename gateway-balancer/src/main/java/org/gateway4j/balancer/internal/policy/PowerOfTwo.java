package org.gateway4j.balancer.internal.policy;

import org.gateway4j.balancer.Policy;

/** The better of two members that are drawn at random. */
public final class PowerOfTwo implements Policy {

    private static final int FEW = 3;

    /** If so many draws do not find a free member, few are free, and looking at all of them finds one. */
    private static final int DRAWS = 8;

    private final boolean byLatency;

    /** Compares requests in flight alone, or times latency. */
    public PowerOfTwo(boolean byLatency) {
        this.byLatency = byLatency;
    }

    @Override
    public int choose(Choice choice) {
        int size = choice.members().size();
        if (size <= FEW) {
            return Scan.best(choice, size, byLatency);
        }
        int first = -1;
        for (int draw = 0; draw < DRAWS; draw++) {
            int next = choice.random(size);
            if (next == first || !choice.isFree(next)) {
                continue;
            }
            if (first >= 0) {
                return Scan.cost(choice, next, byLatency) < Scan.cost(choice, first, byLatency) ? next : first;
            }
            first = next;
        }
        return first >= 0 ? first : Scan.best(choice, size, byLatency);
    }
}
