package org.gateway4j.balancer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.gateway4j.BackendBusyException;
import org.gateway4j.BackendFailureException;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayResponse;
import org.gateway4j.HealthProbe;
import org.gateway4j.Phase;
import org.gateway4j.balancer.Member.Health;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;

/** Probes, in simulated time. */
class ProbingTest {

    private int checks;
    private boolean well = true;

    private final HealthProbe probe = () -> {
        checks++;
        if (!well) {
            throw new BackendFailureException("fake", Phase.CONNECT, false, "connection refused", null);
        }
    };

    private Site site() {
        return Site.of(5, "b").with("a", 5, spec -> spec.withProbe(probe));
    }

    @Test
    void anIdleMemberIsProbedAtVaryingIntervals() {
        try (Site site = site()) {
            site.balancer();
            site.time.passMillis(3_999);
            assertEquals(0, checks);
            site.time.passMillis(2_002);
            assertEquals(1, checks);
            assertEquals(Health.UP, site.health("a"));
            site.time.pass(Duration.ofMinutes(10));
            assertEquals(121, checks, 8);
        }
    }

    @Test
    @Covers("balancer/case-47")
    void aBusyHealthyMemberIsNotProbed() throws Exception {
        try (Site site = site()) {
            site.member("b").stop();
            try (GatewayResponse held = site.hold(1).get(0)) {
                site.time.pass(Duration.ofSeconds(60));
                assertEquals(0, checks);
                assertEquals(200, held.status());
            }
        }
    }

    @Test
    void fallAndRise() throws Exception {
        try (Site site = site().configured(builder ->
                builder.probing(probing -> probing.withFall(3).withRise(2)))) {
            site.get();
            well = false;
            while (checks < 2) {
                site.time.passMillis(100);
            }
            assertTrue(site.health("a") == Health.UNKNOWN || site.health("a") == Health.UP);
            while (checks < 3) {
                site.time.passMillis(100);
            }
            assertEquals(Health.UNREACHABLE, site.health("a"));
            well = true;
            while (checks < 4) {
                site.time.passMillis(100);
            }
            assertEquals(Health.TRIAL, site.health("a"));
            int before = site.gateway("a").count();
            site.route(20);
            assertEquals(before, site.gateway("a").count(), "a probe decides, not a request");
            while (checks < 5) {
                site.time.passMillis(100);
            }
            assertEquals(Health.UP, site.health("a"));
        }
    }

    @Test
    @Covers("balancer/case-47")
    void aDeadMemberIsProbedLessAndLess() {
        well = false;
        try (Site site = site()) {
            site.balancer();
            site.time.pass(Duration.ofSeconds(200));
            int early = checks;
            site.time.pass(Duration.ofMinutes(10));
            assertEquals(10, checks - early, 2);
        }
    }

    @Test
    @Covers("balancer/case-47")
    void aProbeNeverOverlapsItself() {
        int[] running = {0};
        int[] most = {0};
        Site[] self = new Site[1];
        HealthProbe slow = () -> {
            running[0]++;
            most[0] = Math.max(most[0], running[0]);
            self[0].time.pass(Duration.ofSeconds(30));
            running[0]--;
        };
        try (Site site = Site.of(5, "b").with("a", 5, spec -> spec.withProbe(slow))) {
            self[0] = site;
            site.balancer();
            site.time.pass(Duration.ofSeconds(100));
            assertEquals(1, most[0]);
        }
    }

    @Test
    void aProbeThatFailsOnThisSideTellsNothing() throws GatewayException {
        HealthProbe unable = () -> {
            checks++;
            throw new BackendBusyException("fake", Phase.CONNECT, "no descriptor left", null);
        };
        try (Site site = Site.of(5, "b").with("a", 5, spec -> spec.withProbe(unable))) {
            site.get();
            site.time.pass(Duration.ofSeconds(60));
            assertTrue(checks > 5);
            assertEquals(0, site.member("a").stats().ejections());
        }
    }

    @Test
    void nothingIsLeftAfterClose() {
        Site site = site();
        site.balancer();
        assertTrue(site.time.pending() > 0);
        site.close();
        assertEquals(0, site.time.pending());
        site.time.pass(Duration.ofSeconds(60));
        assertEquals(0, checks);
    }
}
