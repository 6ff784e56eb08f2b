package org.gateway4j.balancer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shares are exact, and mixed as evenly as weights allow. */
class RoundRobinTest {

    private static String turns(Policy policy, FakeChoice choice, int count) {
        StringBuilder turns = new StringBuilder();
        for (int i = 0; i < count; i++) {
            turns.append((char) ('a' + policy.choose(choice)));
        }
        return turns.toString();
    }

    @ParameterizedTest
    @CsvSource({"5 1 1, aabacaa", "3 2 1, abacba", "4 3 2 1, abcabdacba"})
    @Covers({"balancer/case-1", "balancer/case-2"})
    void theOrderIsThatOfNginx(String weights, String expected) {
        double[] parsed = Arrays.stream(weights.split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        assertEquals(expected + expected, turns(Policy.roundRobin(), new FakeChoice(1, parsed), 2 * expected.length()));
    }

    @Test
    @Covers("balancer/case-3")
    void everyCycleIsExactAndNoPrefixFarOff() {
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 300; round++) {
            double[] weights = new double[2 + random.nextInt(7)];
            int sum = 0;
            for (int i = 0; i < weights.length; i++) {
                weights[i] = 1 + random.nextInt(20);
                sum += (int) weights[i];
            }
            assertEven(new FakeChoice(1, weights), sum);
        }
    }

    private static void assertEven(FakeChoice choice, int sum) {
        Policy policy = Policy.roundRobin();
        int[] counts = new int[choice.weights.length];
        for (int turn = 1; turn <= sum; turn++) {
            counts[policy.choose(choice)]++;
            for (int i = 0; i < counts.length; i++) {
                double due = turn * choice.weights[i] / sum;
                assertTrue(Math.abs(counts[i] - due) <= 1.5, counts[i] + " turns where " + due + " are due");
            }
        }
        for (int i = 0; i < counts.length; i++) {
            assertEquals(choice.weights[i], counts[i]);
        }
    }

    @Test
    @Covers("balancer/case-3")
    void manyMembersHaveTheirSharesToo() {
        double[] weights = new double[1000];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = 1 + i % 3;
        }
        FakeChoice choice = new FakeChoice(1, weights);
        Policy policy = Policy.roundRobin();
        int[] counts = new int[weights.length];
        int cycles = 10;
        int sum = 0;
        for (double weight : weights) {
            sum += (int) weight;
        }
        for (int i = 0; i < cycles * sum; i++) {
            counts[policy.choose(choice)]++;
        }
        for (int i = 0; i < weights.length; i++) {
            assertEquals(cycles * weights[i], counts[i], 2);
        }
    }

    @Test
    @Covers("balancer/case-4")
    void aChangedWeightMakesNoBurst() {
        FakeChoice choice = new FakeChoice(1, 1, 1, 1);
        Policy policy = Policy.roundRobin();
        turns(policy, choice, 50);
        choice.weights[0] = 5;
        String turns = turns(policy, choice, 70);
        assertTrue(!turns.contains("aaaaaa"), turns);
        assertEquals(50.0, (double) turns.chars().filter(c -> c == 'a').count(), 3);
    }

    @Test
    void fullMembersAreSkipped() {
        FakeChoice choice = new FakeChoice(1, 5, 1, 1);
        choice.full[0] = true;
        assertEquals("bcbcbc", turns(Policy.roundRobin(), choice, 6));
        choice.full[1] = true;
        choice.full[2] = true;
        assertEquals(-1, Policy.roundRobin().choose(choice));
    }
}
