package org.gateway4j.balancer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.gateway4j.BackendFailureException;
import org.gateway4j.ExchangeAbortedException;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Headers;
import org.gateway4j.Phase;
import org.gateway4j.RequestBody;
import org.gateway4j.RequestBodyException;
import org.gateway4j.balancer.Member.Health;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;

/** Which failures leave a member out, for how long, and how it comes back. In simulated time. */
class EjectionTest {

    /** Requests that are not retried, in turn to each member, so that each failure is seen. */
    private static Site site(String... names) {
        return Site.of(50, names)
                .configured(
                        builder -> builder.policy(Policy.roundRobin()).retries(retries -> retries.withMaxAttempts(1)));
    }

    /** Sends requests until a member has had so many of them. */
    private static void ask(Site site, String name, int times) {
        int until = site.gateway(name).count() + times;
        for (int i = 0; i < 100 * times && site.gateway(name).count() < until; i++) {
            try {
                site.get();
            } catch (GatewayException e) {
                assertTrue(e.getMessage() != null);
            }
        }
        assertEquals(until, site.gateway(name).count());
    }

    @Test
    @Covers("balancer/case-36")
    void theSecondFailedConnectionEjects() {
        try (Site site = site("a", "b")) {
            site.gateway("a").behave(FakeGateway.REFUSING);
            ask(site, "a", 1);
            assertEquals(Health.UNKNOWN, site.health("a"));
            ask(site, "a", 1);
            assertEquals(Health.UNREACHABLE, site.health("a"));
            assertTrue(site.events.reasons.get(site.events.reasons.size() - 1).contains("connection refused"));
        }
    }

    @Test
    @Covers("balancer/case-37")
    void fiveOtherFailuresInARowEject() {
        try (Site site = site("a", "b")) {
            site.gateway("a").behave(FakeGateway.BREAKING);
            ask(site, "a", 4);
            site.gateway("a").behave(FakeGateway.WELL);
            ask(site, "a", 1);
            site.gateway("a").behave(FakeGateway.BREAKING);
            ask(site, "a", 4);
            assertEquals(Health.UP, site.health("a"));
            ask(site, "a", 1);
            assertEquals(Health.SUSPECT, site.health("a"));
        }
    }

    @Test
    void aRateOfFailuresEjectsToo() {
        try (Site site = site("a", "b")) {
            int[] turn = {0};
            site.gateway("a").behave(request -> {
                if (turn[0]++ % 2 == 0) {
                    throw new BackendFailureException("fake", Phase.HEAD, true, "broken", null);
                }
                return FakeGateway.answer(200);
            });
            ask(site, "a", 19);
            assertEquals(Health.UP, site.health("a"));
            ask(site, "a", 1);
            // Ten of twenty; the last that ended was a success, so the next failure tells.
            ask(site, "a", 1);
            assertEquals(Health.SUSPECT, site.health("a"));
        }
    }

    @Test
    @Covers("balancer/case-38")
    void overloadIsNoSickness() {
        try (Site site = site("a", "b")) {
            site.gateway("a").behave(FakeGateway.BUSY);
            for (int i = 0; i < 100; i++) {
                ask(site, "a", 1);
                site.time.passMillis(1_100);
            }
            assertEquals(Health.UNKNOWN, site.health("a"));
            assertEquals(0, site.member("a").stats().ejections());
        }
    }

    @Test
    @Covers("balancer/case-38")
    void aFullMemberIsLeftAloneForAWhile() throws Exception {
        try (Site site = site("a", "b")) {
            site.gateway("a").behave(FakeGateway.BUSY);
            ask(site, "a", 1);
            assertEquals("bbbb", site.route(4));
            site.time.passMillis(99);
            assertEquals("bb", site.route(2));
            site.time.passMillis(1);
            ask(site, "a", 1);
            site.time.passMillis(199);
            assertEquals("bb", site.route(2));
        }
    }

    @Test
    @Covers("balancer/case-39")
    void whatTheMemberIsNotToBlameForDoesNotCount() {
        List<GatewayException> failures = List.of(
                new ExchangeAbortedException("fake", Phase.HEAD, true, "aborted", null),
                new RequestBodyException("fake", Phase.SEND, true, "client is gone", null),
                new BackendFailureException("fake", Phase.CHECK, false, "6 local redirects", null));
        try (Site site = site("a", "b")) {
            for (GatewayException failure : failures) {
                site.gateway("a").behave(request -> {
                    throw failure;
                });
                ask(site, "a", 100);
            }
            assertEquals(Health.UNKNOWN, site.health("a"));
            assertEquals(0, site.member("a").stats().blamed());
        }
    }

    @Test
    @Covers("balancer/case-40")
    void ejectionsLastTwiceAsLongEachTime() {
        try (Site site = site("a", "b")) {
            site.gateway("a").behave(FakeGateway.REFUSING);
            ask(site, "a", 2);
            for (double seconds : new double[] {1, 2, 4, 8, 16, 32, 60, 60}) {
                assertEquals(Health.UNREACHABLE, site.health("a"));
                site.time.passMillis((long) (seconds * 899));
                assertEquals(Health.UNREACHABLE, site.health("a"));
                site.time.passMillis((long) (seconds * 202));
                assertEquals(Health.TRIAL, site.health("a"));
                ask(site, "a", 1);
            }
        }
    }

    @Test
    @Covers("balancer/case-40")
    void anEjectionIsForgivenAfterAWhile() {
        try (Site site = site("a", "b")) {
            for (int round = 0; round < 3; round++) {
                site.gateway("a").behave(FakeGateway.REFUSING);
                ask(site, "a", 2);
                site.time.passMillis(900);
                assertEquals(Health.UNREACHABLE, site.health("a"));
                site.time.passMillis(250);
                assertEquals(Health.TRIAL, site.health("a"));
                site.gateway("a").behave(FakeGateway.WELL);
                ask(site, "a", 1);
                assertEquals(Health.UP, site.health("a"));
                site.time.pass(Duration.ofSeconds(31));
            }
        }
    }

    @Test
    @Covers("balancer/case-41")
    void oneRequestIsTheTrial() throws Exception {
        try (Site site = site("a", "b")) {
            site.gateway("a").behave(FakeGateway.REFUSING);
            ask(site, "a", 2);
            site.gateway("a").behave(FakeGateway.WELL);
            site.time.passMillis(1_200);
            int before = site.gateway("a").count();
            List<GatewayResponse> held = site.hold(50);
            assertEquals(1, site.gateway("a").count() - before);
            for (GatewayResponse response : held) {
                response.close();
            }
            assertEquals(Health.UP, site.health("a"));
        }
    }

    @Test
    @Covers("balancer/case-42")
    void aTrialThatIsGivenUpTellsNothing() {
        try (Site site = site("a", "b")) {
            site.gateway("a").behave(FakeGateway.REFUSING);
            ask(site, "a", 2);
            site.time.passMillis(1_200);
            site.gateway("a").behave(request -> {
                throw new ExchangeAbortedException("fake", Phase.HEAD, true, "client is gone", null);
            });
            ask(site, "a", 1);
            assertEquals(Health.TRIAL, site.health("a"));
            site.gateway("a").behave(FakeGateway.WELL);
            ask(site, "a", 1);
            assertEquals(Health.UP, site.health("a"));
        }
    }

    @Test
    @Covers("balancer/case-41")
    void aRequestThatCannotBeRepeatedIsNoTrial() throws Exception {
        try (Site site = site("a", "b")) {
            site.gateway("a").behave(FakeGateway.REFUSING);
            ask(site, "a", 2);
            site.time.passMillis(1_200);
            int before = site.gateway("a").count();
            for (int i = 0; i < 20; i++) {
                site.send(GatewayRequest.post("/", RequestBody.of(new byte[3])).build());
            }
            assertEquals(before, site.gateway("a").count());
            assertEquals(Health.TRIAL, site.health("a"));
        }
    }

    @Test
    @Covers("balancer/case-43")
    void panicBeginsWhenFewAreHealthy() {
        String[] names = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"};
        try (Site site = site(names)) {
            for (int i = 0; i < 6; i++) {
                site.gateway(names[i]).behave(FakeGateway.BREAKING);
                ask(site, names[i], 5);
                assertEquals(Health.SUSPECT, site.health(names[i]));
                assertEquals(i == 5, site.balancer().balance().panic());
            }
            assertEquals(
                    1, site.events.changes.stream().filter("panic true"::equals).count());
            int before = site.gateway("a").count();
            ask(site, "j", 5);
            assertTrue(site.gateway("a").count() > before, "suspect members get requests too");
            for (String name : names) {
                site.gateway(name).behave(FakeGateway.WELL);
            }
            site.time.passMillis(1_200);
            ask(site, "j", 12);
            assertEquals(Health.UP, site.health("a"));
            assertEquals(
                    1,
                    site.events.changes.stream().filter("panic false"::equals).count());
        }
    }

    @Test
    void theShareOfEjectedMembersIsBounded() {
        try (Site site = site("a", "b", "c", "d")
                .configured(builder -> builder.ejection(ejection -> ejection.withMostEjected(0.25)))) {
            site.gateway("a").behave(FakeGateway.REFUSING);
            site.gateway("b").behave(FakeGateway.REFUSING);
            ask(site, "a", 2);
            ask(site, "b", 4);
            long ejected = List.of("a", "b").stream()
                    .filter(name -> site.health(name) == Health.UNREACHABLE)
                    .count();
            assertEquals(1, ejected);
        }
    }

    @Test
    @Covers("balancer/case-44")
    void theOnlyMemberIsNeverEjected() {
        try (Site site = site("a")) {
            site.gateway("a").behave(FakeGateway.REFUSING);
            ask(site, "a", 20);
            assertEquals(Health.UNKNOWN, site.health("a"));
        }
    }

    @Test
    @Covers({"balancer/case-45", "balancer/case-46"})
    void whenAllAreDownEachIsTriedOnceASecond() throws Exception {
        try (Site site =
                site("a", "b", "c").configured(builder -> builder.queueing(queue -> queue.withMaxWaiting(0)))) {
            for (String name : List.of("a", "b", "c")) {
                site.gateway(name).behave(FakeGateway.REFUSING);
            }
            int before = 0;
            for (int i = 0; i < 10_000; i++) {
                assertThrows(GatewayException.class, site::get);
                site.time.passMillis(1);
                if (i == 999) {
                    before = site.events.attempts.size();
                }
            }
            int tried = site.events.attempts.size() - before;
            assertTrue(tried <= 3 * 11, tried + " attempts in nine seconds");
            assertTrue(tried >= 3 * 7, tried + " attempts in nine seconds");
            site.gateway("b").behave(FakeGateway.WELL);
            int waited = 0;
            while (site.health("b") != Health.UP) {
                try {
                    site.get();
                } catch (GatewayException e) {
                    site.time.passMillis(10);
                    waited += 10;
                }
            }
            assertTrue(waited <= 1_100, waited + " ms until the first response");
        }
    }

    @Test
    @Covers("balancer/case-48")
    void flappingDoesNotMakeAStorm() {
        try (Site site = site("a", "b")) {
            for (int millis = 0; millis < 60_000; millis += 10) {
                site.gateway("a").behave(millis / 1000 % 2 == 0 ? FakeGateway.WELL : FakeGateway.REFUSING);
                try {
                    site.get();
                } catch (GatewayException e) {
                    assertEquals(Phase.CONNECT, e.phase());
                }
                site.time.passMillis(10);
            }
            long changes = site.events.changes.stream()
                    .filter(change -> change.startsWith("a UP>") || change.equals("a TRIAL>UP"))
                    .count();
            assertTrue(changes >= 3 && changes <= 12, changes + " changes");
            long ejections = site.member("a").stats().ejections();
            assertTrue(ejections >= 2 && ejections <= 7, ejections + " ejections");
        }
    }

    @Test
    @Covers("balancer/case-49")
    void aBrokenBodyCountsOnceAndFreesThePermitOnce() throws Exception {
        try (Site site = site("a", "b")) {
            site.gateway("a")
                    .behave(request -> GatewayResponse.of(
                            200, Headers.empty(), RequestBody.of(new ByteArrayInputStream(new byte[3]), 10)));
            int broken = 0;
            for (int i = 0; i < 10 && site.health("a") != Health.SUSPECT; i++) {
                try (GatewayResponse response =
                        site.balancer().dispatch(GatewayRequest.get("/").build())) {
                    response.body().readAllBytes();
                } catch (GatewayException e) {
                    broken++;
                }
            }
            assertEquals(5, broken);
            assertEquals(5, site.member("a").stats().blamed());
            assertEquals(0, site.member("a").inFlight());
        }
    }

    @Test
    @Covers("balancer/case-50")
    void aStatusCountsIfTheHostSaysSo() {
        try (Site site = site("a", "b")
                .configured(builder -> builder.ejection(ejection -> ejection.withFailureStatuses(Set.of(503))))) {
            site.gateway("a").behave(request -> FakeGateway.answer(503));
            ask(site, "a", 5);
            assertEquals(Health.SUSPECT, site.health("a"));
            assertEquals(5, site.gateway("a").count());
        }
        try (Site site = site("a", "b")) {
            site.gateway("a").behave(request -> FakeGateway.answer(503));
            ask(site, "a", 50);
            assertEquals(Health.UP, site.health("a"));
        }
    }
}
