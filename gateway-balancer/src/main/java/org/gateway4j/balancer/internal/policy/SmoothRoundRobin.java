package org.gateway4j.balancer.internal.policy;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.PriorityQueue;
import org.gateway4j.balancer.Member;
import org.gateway4j.balancer.Policy;

/**
 * Smooth weighted round robin. Among few members each choice looks at all: every member gains its weight, the richest is chosen
 * and pays the sum of the weights. Among many, a heap holds when each member is due.
 */
public final class SmoothRoundRobin implements Policy {

    private static final int FEW = 32;

    private static final class Turn implements Comparable<Turn> {

        int index;
        double credit;
        double due;

        @Override
        public int compareTo(Turn other) {
            return due != other.due ? Double.compare(due, other.due) : Integer.compare(index, other.index);
        }
    }

    private final IdentityHashMap<Member, Turn> turns = new IdentityHashMap<>();
    private final PriorityQueue<Turn> heap = new PriorityQueue<>();
    private List<Member> known = List.of();
    private Turn[] present = {};
    private double time;

    @Override
    @SuppressWarnings("ReferenceEquality") // The same list is the same members, and comparing them would take long.
    public synchronized int choose(Choice choice) {
        List<Member> members = choice.members();
        if (members != known) {
            learn(choice);
        }
        return members.size() <= FEW ? richest(choice) : due(choice);
    }

    private void learn(Choice choice) {
        known = choice.members();
        turns.keySet().removeIf(member -> member.state() == Member.State.REMOVED);
        heap.clear();
        present = new Turn[known.size()];
        for (int i = 0; i < present.length; i++) {
            Turn turn = turns.computeIfAbsent(known.get(i), member -> new Turn());
            turn.index = i;
            turn.due = Math.max(turn.due, time + 1 / choice.weight(i));
            present[i] = turn;
            heap.add(turn);
        }
    }

    private int richest(Choice choice) {
        int best = -1;
        double sum = 0;
        for (int i = 0; i < present.length; i++) {
            if (choice.isFree(i)) {
                double weight = choice.weight(i);
                sum += weight;
                present[i].credit += weight;
                if (best < 0 || present[i].credit > present[best].credit) {
                    best = i;
                }
            }
        }
        if (best >= 0) {
            present[best].credit -= sum;
        }
        return best;
    }

    private int due(Choice choice) {
        for (int i = 0; i < present.length; i++) {
            Turn turn = heap.remove();
            time = Math.max(time, turn.due);
            turn.due = time + 1 / choice.weight(turn.index);
            heap.add(turn);
            if (choice.isFree(turn.index)) {
                return turn.index;
            }
        }
        return -1;
    }
}
