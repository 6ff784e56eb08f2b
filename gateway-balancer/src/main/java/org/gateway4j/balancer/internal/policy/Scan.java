package org.gateway4j.balancer.internal.policy;

import org.gateway4j.balancer.Policy.Choice;

/** Compares members one by one, from a random one on, so that the first of equals is a random one. */
final class Scan {

    private Scan() {}

    /** The best free one of so many neighbours, or -1 if none of them is free. */
    static int best(Choice choice, int count, boolean byLatency) {
        int size = choice.members().size();
        int index = choice.random(size);
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        int equals = 0;
        for (int i = 0; i < count; i++) {
            if (choice.isFree(index)) {
                double cost = cost(choice, index, byLatency);
                if (cost < least) {
                    best = index;
                    least = cost;
                    equals = 1;
                } else if (cost == least && choice.random(++equals) == 0) {
                    best = index;
                }
            }
            index = index + 1 == size ? 0 : index + 1;
        }
        return best;
    }

    /** What one more request costs there. */
    static double cost(Choice choice, int index, boolean byLatency) {
        double load = (choice.inFlight(index) + 1) / choice.weight(index);
        return byLatency ? load * choice.latencyNanos(index) : load;
    }
}
