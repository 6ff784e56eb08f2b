package org.gateway4j.balancer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Stream;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Least in flight, and the better of two. */
class RandomChoiceTest {

    private static int[] counts(Policy policy, FakeChoice choice, int picks) {
        int[] counts = new int[choice.weights.length];
        for (int i = 0; i < picks; i++) {
            counts[policy.choose(choice)]++;
        }
        return counts;
    }

    static Stream<Policy> policies() {
        return Stream.of(Policy.leastInFlight(), Policy.powerOfTwo(), Policy.peakLatency());
    }

    @ParameterizedTest
    @MethodSource("policies")
    @Covers({"balancer/case-5", "balancer/case-20"})
    void equalMembersGetEqualShares(Policy policy) {
        for (int count : counts(policy, FakeChoice.equal(5, 10), 100_000)) {
            assertEquals(10_000, count, 500);
        }
    }

    @ParameterizedTest
    @MethodSource("policies")
    @Covers("balancer/case-6")
    void ofTwoTheOneWithFewerRequestsIsChosen(Policy policy) {
        FakeChoice choice = FakeChoice.equal(5, 2);
        choice.inFlight[0] = 3;
        choice.inFlight[1] = 2;
        assertEquals(1000, counts(policy, choice, 1000)[1]);
    }

    @ParameterizedTest
    @CsvSource({"4, 0.5", "10, 0.2", "20, 0.1"})
    @Covers("balancer/case-7")
    void aMemberThatIsAlwaysBestGetsTwoOfN(int members, double share) {
        FakeChoice choice = FakeChoice.equal(7, members);
        Arrays.fill(choice.inFlight, 20);
        choice.inFlight[1] = 0;
        assertEquals(share, counts(Policy.powerOfTwo(), choice, 200_000)[1] / 200_000.0, 0.005);
    }

    @Test
    @Covers("balancer/case-9")
    void ballsInBins() {
        int two = fullest(Policy.powerOfTwo(), 10_000);
        assertTrue(two == 3 || two == 4, two + " by the power of two");
        int one = fullest(choice -> choice.random(choice.members().size()), 10_000);
        assertTrue(one >= 6 && one <= 8, one + " at random");
    }

    /** A member that comes back empty among busy ones is not flooded. */
    @Test
    @Covers("balancer/case-55")
    void anEmptyMemberGetsFewRequestsInARow() {
        FakeChoice choice = FakeChoice.equal(3, 10);
        Arrays.fill(choice.inFlight, 20);
        choice.inFlight[3] = 0;
        Policy policy = Policy.powerOfTwo();
        int row = 0;
        int longest = 0;
        for (int request = 0; request < 200; request++) {
            int chosen = policy.choose(choice);
            choice.inFlight[chosen]++;
            row = chosen == 3 ? row + 1 : 0;
            longest = Math.max(longest, row);
        }
        assertTrue(longest >= 1 && longest <= 4, longest + " in a row");
        assertTrue(choice.inFlight[3] >= 20, "it catches up");
    }

    private static int fullest(Policy policy, int bins) {
        FakeChoice choice = FakeChoice.equal(11, bins);
        for (int ball = 0; ball < bins; ball++) {
            choice.inFlight[policy.choose(choice)]++;
        }
        return Arrays.stream(choice.inFlight).max().orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("policies")
    void weightsCount(Policy policy) {
        FakeChoice choice = new FakeChoice(5, 8, 2);
        for (int i = 0; i < 1000; i++) {
            choice.inFlight[policy.choose(choice)]++;
        }
        assertEquals(800, choice.inFlight[0], 2);
    }

    @ParameterizedTest
    @MethodSource("policies")
    void theOnlyFreeMemberIsFound(Policy policy) {
        FakeChoice choice = FakeChoice.equal(5, 1000);
        Arrays.fill(choice.full, true);
        assertEquals(-1, policy.choose(choice));
        choice.full[617] = false;
        assertEquals(617, policy.choose(choice));
    }

    @Test
    void aSlowMemberIsWorthFewRequests() {
        FakeChoice choice = FakeChoice.equal(5, 3);
        choice.latencies[0] = 10;
        choice.inFlight[1] = 5;
        choice.inFlight[2] = 5;
        assertNotEquals(0, Policy.peakLatency().choose(choice));
        choice.inFlight[1] = 12;
        choice.inFlight[2] = 12;
        assertEquals(0, Policy.peakLatency().choose(choice));
    }
}
