package org.gateway4j.balancer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;

/** Policies under random load, compared with theory and with earlier simulations. Seeds are fixed, ranges are asserted. */
class PolicySimulationTest {

    private static final int REQUESTS = 200_000;

    private static Policy random() {
        return choice -> choice.random(choice.members().size());
    }

    private static int[] members(int count, int workers) {
        int[] members = new int[count];
        Arrays.fill(members, workers);
        return members;
    }

    private static void assertWithin(double least, double most, double actual) {
        assertTrue(actual >= least && actual <= most, actual + " is not within " + least + " to " + most);
    }

    @Test
    @Covers("balancer/case-8")
    void theSupermarketModel() {
        assertWithin(
                9,
                11,
                new QueueingModel(1, members(200, 1))
                        .run(random(), 0.9, 2 * REQUESTS)
                        .mean());
        assertWithin(
                2.5,
                2.75,
                new QueueingModel(1, members(200, 1))
                        .run(Policy.powerOfTwo(), 0.9, 2 * REQUESTS)
                        .mean());
    }

    @Test
    @Covers("balancer/case-10")
    void oneSlowMemberOfTenSpoilsTheTailOfRoundRobinOnly() {
        QueueingModel two = new QueueingModel(2, members(10, 4)).slow(0, 3).run(Policy.powerOfTwo(), 0.5, REQUESTS);
        QueueingModel turns = new QueueingModel(2, members(10, 4)).slow(0, 3).run(Policy.roundRobin(), 0.5, REQUESTS);
        assertTrue(two.percentile(0.99) < 7, two.percentile(0.99) + "");
        assertWithin(0.04, 0.06, two.share(0));
        assertTrue(turns.percentile(0.99) > 1_000, turns.percentile(0.99) + "");
    }

    @Test
    @Covers({"balancer/case-11", "balancer/case-12"})
    void aVerySlowMemberGetsLittleAndStillLessByLatency() {
        QueueingModel two = new QueueingModel(3, members(10, 4)).slow(0, 10).run(Policy.powerOfTwo(), 0.5, REQUESTS);
        assertTrue(two.percentile(0.999) < 40, two.percentile(0.999) + "");
        assertWithin(0.015, 0.023, two.share(0));
        QueueingModel latency =
                new QueueingModel(3, members(10, 4)).slow(0, 10).run(Policy.peakLatency(), 0.5, REQUESTS);
        assertTrue(latency.percentile(0.99) < 5.5, latency.percentile(0.99) + "");
        assertTrue(latency.share(0) < two.share(0));
    }

    @Test
    @Covers("balancer/case-14")
    void equalMembersUnderLoad() {
        assertEquals(1.16, run(Policy.powerOfTwo()), 0.08);
        assertEquals(1.05, run(Policy.leastInFlight()), 0.08);
        assertEquals(1.54, run(Policy.roundRobin()), 0.08);
        // Erlang's C formula gives 2.149 for four workers of their own.
        assertEquals(2.15, run(random()), 0.08);
    }

    private static double run(Policy policy) {
        return new QueueingModel(4, members(10, 4))
                .run(policy, 0.85, 2 * REQUESTS)
                .mean();
    }

    @Test
    @Covers("balancer/case-15")
    void weightsThatFollowTheWorkersPay() {
        double weighted = new QueueingModel(5, 2, 8, 2, 8, 2, 8, 2, 8, 2, 8)
                .weighted()
                .run(Policy.powerOfTwo(), 0.8, REQUESTS)
                .mean();
        double alike = new QueueingModel(5, 2, 8, 2, 8, 2, 8, 2, 8, 2, 8)
                .run(Policy.powerOfTwo(), 0.8, REQUESTS)
                .mean();
        assertTrue(weighted < 1.45, weighted + "");
        assertTrue(alike > 2, alike + "");
    }
}
