package org.gateway4j.balancer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.gateway4j.GatewayRequest;
import org.gateway4j.testkit.Messages;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;

/** Keys stay where they are, as far as members and their load allow. */
class ConsistentHashTest {

    private static final int KEYS = 200_000;

    private static Policy hash() {
        return Policy.consistentHash(GatewayRequest::path, 1.25);
    }

    private static int[] owners(FakeChoice choice) {
        Policy policy = hash();
        int[] owners = new int[KEYS];
        for (int key = 0; key < KEYS; key++) {
            owners[key] = policy.choose(choice.asking("/user/" + key));
        }
        return owners;
    }

    @Test
    @Covers("balancer/case-17")
    void everyMemberHasItsShareOfTheKeys() {
        int[] counts = new int[10];
        Arrays.stream(owners(FakeChoice.equal(1, 10))).forEach(owner -> counts[owner]++);
        for (int count : counts) {
            assertEquals(KEYS / 10.0, count, KEYS / 10.0 * 0.02);
        }
    }

    @Test
    @Covers("balancer/case-17")
    void weightsCount() {
        int[] counts = new int[4];
        Arrays.stream(owners(new FakeChoice(1, 3, 3, 3, 3))).forEach(owner -> counts[owner]++);
        assertEquals(0.25, counts[0] / (double) KEYS, 0.005);
        int[] unequal = new int[4];
        Arrays.stream(owners(new FakeChoice(1, 3, 4, 4, 1))).forEach(owner -> unequal[owner]++);
        assertEquals(0.25, unequal[0] / (double) KEYS, 0.005);
        assertEquals(1 / 12.0, unequal[3] / (double) KEYS, 0.005);
    }

    @Test
    @Covers("balancer/case-17")
    void onlyTheKeysOfARemovedMemberMove() {
        FakeChoice ten = FakeChoice.equal(1, 10);
        int[] before = owners(ten);
        int[] after = owners(ten.without(9));
        int moved = 0;
        for (int key = 0; key < KEYS; key++) {
            if (before[key] == 9) {
                moved++;
            } else {
                assertEquals(before[key], after[key]);
            }
        }
        assertEquals(0.1, moved / (double) KEYS, 0.003);
    }

    @Test
    @Covers("balancer/case-19")
    void aHotKeyDoesNotOverloadItsMember() {
        FakeChoice choice = FakeChoice.equal(1, 10).asking("/hot");
        Policy policy = hash();
        for (int request = 1; request <= 1000; request++) {
            choice.inFlight[policy.choose(choice)]++;
            double bound = Math.ceil(1.25 * request / 10);
            assertTrue(Arrays.stream(choice.inFlight).max().orElseThrow() <= bound, () -> "more than " + bound);
        }
    }

    @Test
    void aKeyGoesElsewhereWhileItsMemberIsFull() {
        FakeChoice choice = FakeChoice.equal(1, 5).asking("/user/7");
        Policy policy = hash();
        int own = policy.choose(choice);
        choice.full[own] = true;
        int other = policy.choose(choice);
        assertTrue(other >= 0 && other != own);
        assertEquals(other, policy.choose(choice));
        choice.full[own] = false;
        assertEquals(own, policy.choose(choice));
        Arrays.fill(choice.full, true);
        assertEquals(-1, policy.choose(choice));
    }

    @Test
    void requestsWithoutAKeyAreSpread() {
        FakeChoice choice = FakeChoice.equal(1, 4);
        Policy policy = Policy.consistentHash(request -> null, 1.25);
        for (int i = 0; i < 400; i++) {
            choice.inFlight[policy.choose(choice)]++;
        }
        assertEquals(100, choice.inFlight[0]);
    }

    @Test
    void aLoadFactorOfOneIsRefused() {
        Messages.assertContains(
                "load factor is 1.0; it must be greater than 1",
                assertThrows(IllegalArgumentException.class, () -> Policy.consistentHash(GatewayRequest::path, 1.0)));
    }
}
