package org.gateway4j.balancer;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * A simulation of requests that arrive at random, take a random time, and queue at the member that a policy chooses. The unit of
 * time is the mean service time.
 */
final class QueueingModel {

    private record Event(double at, int member, double arrived) {}

    private final SplittableRandom random;
    private final FakeChoice choice;
    private final int[] workers;
    private final double[] slowness;
    private final PriorityQueue<Event> ends = new PriorityQueue<>((a, b) -> Double.compare(a.at, b.at));
    private final Deque<Double>[] queues;
    private final int[] busy;
    private final int[] chosen;
    private double[] times = {};

    @SuppressWarnings({"unchecked", "rawtypes"})
    QueueingModel(long seed, int... workers) {
        this.random = new SplittableRandom(seed);
        this.workers = workers;
        this.slowness = new double[workers.length];
        this.queues = new Deque[workers.length];
        this.busy = new int[workers.length];
        this.chosen = new int[workers.length];
        Arrays.fill(slowness, 1);
        Arrays.setAll(queues, i -> new ArrayDeque<>());
        this.choice = FakeChoice.equal(seed, workers.length);
    }

    QueueingModel slow(int member, double factor) {
        slowness[member] = factor;
        choice.latencies[member] = factor;
        return this;
    }

    /** Weights that follow from the number of workers. */
    QueueingModel weighted() {
        for (int i = 0; i < workers.length; i++) {
            choice.weights[i] = workers[i];
        }
        return this;
    }

    private double exponential(double mean) {
        return -Math.log(1 - random.nextDouble()) * mean;
    }

    QueueingModel run(Policy policy, double load, int requests) {
        times = new double[requests];
        double rate = load * Arrays.stream(workers).sum();
        double now = 0;
        int[] done = {0};
        for (int i = 0; i < requests; i++) {
            now += exponential(1 / rate);
            finishUntil(now, done);
            int member = policy.choose(choice);
            chosen[member]++;
            choice.inFlight[member]++;
            if (busy[member] < workers[member]) {
                begin(member, now, now);
            } else {
                queues[member].add(now);
            }
        }
        finishUntil(Double.POSITIVE_INFINITY, done);
        Arrays.sort(times);
        return this;
    }

    private void begin(int member, double now, double arrived) {
        busy[member]++;
        ends.add(new Event(now + exponential(slowness[member]), member, arrived));
    }

    private void finishUntil(double time, int[] done) {
        while (!ends.isEmpty() && ends.peek().at <= time) {
            Event end = ends.remove();
            times[done[0]++] = end.at - end.arrived;
            busy[end.member]--;
            choice.inFlight[end.member]--;
            Double next = queues[end.member].poll();
            if (next != null) {
                begin(end.member, end.at, next);
            }
        }
    }

    double mean() {
        return Arrays.stream(times).average().orElseThrow();
    }

    double percentile(double share) {
        return times[(int) (share * (times.length - 1))];
    }

    double share(int member) {
        return chosen[member] / (double) times.length;
    }
}
