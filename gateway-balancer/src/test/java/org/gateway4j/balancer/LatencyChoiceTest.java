package org.gateway4j.balancer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.SplittableRandom;
import org.gateway4j.BackendFailureException;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Headers;
import org.gateway4j.RequestBody;
import org.gateway4j.balancer.Member.Health;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;

/** What the choice by latency makes of members that are slow, get well, or fail fast. In simulated time. */
class LatencyChoiceTest {

    private static final String[] TEN = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"};
    private static final long MEAN_NANOS = 10_000_000;

    private final SplittableRandom random = new SplittableRandom(13);

    private void serve(Site site, String name, int slowness) {
        site.gateway(name).behave(request -> {
            site.time.passNanos((long) (-Math.log(1 - random.nextDouble()) * MEAN_NANOS * slowness));
            return FakeGateway.answer(200);
        });
    }

    /** The share of a member of so many requests. */
    private static double share(Site site, String name, int requests) throws GatewayException {
        int before = site.gateway(name).count();
        for (int i = 0; i < requests; i++) {
            site.get();
        }
        return (site.gateway(name).count() - before) / (double) requests;
    }

    @Test
    @Covers({"balancer/case-12", "balancer/case-13"})
    void aMemberThatIsWellAgainHasItsShareAgain() throws Exception {
        try (Site site = Site.of(5, TEN)) {
            for (String name : TEN) {
                serve(site, name, name.equals("a") ? 10 : 1);
            }
            double slow = share(site, "a", 20_000);
            assertTrue(slow > 0.001 && slow < 0.01, slow + " while it is slow");
            serve(site, "a", 1);
            long healed = site.time.nanoTime();
            while (site.time.nanoTime() - healed < 3 * Policy.LATENCY_DECAY.toNanos()) {
                site.get();
            }
            assertEquals(0.1, share(site, "a", 20_000), 0.01);
        }
    }

    @Test
    @Covers("balancer/case-16")
    void aMemberThatFailsFastAttractsNothing() {
        try (Site site = Site.of(5, "a", "b", "c", "d")) {
            for (String name : new String[] {"b", "c", "d"}) {
                serve(site, name, 1);
            }
            site.gateway("a").behave(FakeGateway.BREAKING);
            int sent = 0;
            while (site.health("a") != Health.SUSPECT) {
                post(site);
                sent++;
            }
            assertEquals(5, site.gateway("a").count());
            assertTrue(sent >= 4 * 5, sent + " requests until five of them had failed");
        }
    }

    private static void post(Site site) {
        try {
            site.send(GatewayRequest.post("/", RequestBody.of(new byte[1])).build());
        } catch (BackendFailureException e) {
            assertTrue(e.mayHaveRun());
        } catch (GatewayException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @Covers("balancer/case-51")
    void aBodyThatBreaksOffWhileTheMemberIsStoppedFreesItsPermit() throws Exception {
        try (Site site = Site.of(5, "a", "b")) {
            site.gateway("a")
                    .behave(request -> GatewayResponse.of(
                            200, Headers.empty(), RequestBody.of(new ByteArrayInputStream(new byte[3]), 10)));
            site.member("b").stop();
            GatewayResponse response =
                    site.balancer().dispatch(GatewayRequest.get("/").build());
            site.member("a").stop();
            assertEquals(1, site.member("a").inFlight());
            assertThrows(GatewayException.class, () -> response.body().readAllBytes());
            assertEquals(0, site.member("a").inFlight());
            assertEquals(1, site.member("a").stats().blamed());
            response.close();
            assertEquals(0, site.member("a").inFlight());
            assertTrue(site.balancer().drain(Duration.ZERO));
        }
    }
}
