package org.gateway4j.balancer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import org.gateway4j.BackendBusyException;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.balancer.BalancerListener.Routing;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;

/** Sessions stay at their members. */
class AffinityTest {

    private static final Affinity SESSIONS = Affinity.sessionRoute("JSESSIONID", "jsessionid");

    private static GatewayRequest get(String target, String... cookies) {
        GatewayRequest.Builder request = GatewayRequest.get(target);
        for (String cookie : cookies) {
            request.header("Cookie", cookie);
        }
        return request.build();
    }

    private static GatewayRequest session(String route) {
        return get("/shop", "JSESSIONID=0A1B." + route);
    }

    private static Site site(String... names) {
        return Site.of(5, names).configured(builder -> builder.affinity(SESSIONS));
    }

    @Test
    @Covers("balancer/case-21")
    void thePathParameterComesBeforeCookies() {
        assertEquals(List.of("b", "a"), SESSIONS.routes(get("/shop;jsessionid=1.b/cart", "JSESSIONID=2.a; other=3.c")));
    }

    @Test
    @Covers("balancer/case-22")
    void everyCookieOfTheNameCounts() {
        assertEquals(
                List.of("x", "y", "b"), SESSIONS.routes(get("/", "JSESSIONID=1.x; JSESSIONID=2.y", "JSESSIONID=3.b")));
    }

    @Test
    @Covers("balancer/case-23")
    void theRouteFollowsTheFirstDotAndQuotesAreNotPartOfIt() {
        assertEquals(List.of("b.c"), SESSIONS.routes(get("/", "JSESSIONID=\"0A.b.c\"")));
        assertEquals(List.of(), SESSIONS.routes(get("/", "JSESSIONID=0A", "JSESSIONID=0A.", "XJSESSIONID=0A.b")));
    }

    @Test
    void aSessionStaysAtItsMember() throws Exception {
        try (Site site = site("a", "b", "c")) {
            for (int i = 0; i < 50; i++) {
                site.send(session("b"));
            }
            assertEquals(50, site.gateway("b").count());
            assertEquals(Routing.STICKY, site.events.routings.get(49));
        }
    }

    @Test
    @Covers("balancer/case-22")
    void theFirstRouteThatIsKnownCounts() throws Exception {
        try (Site site = site("a", "b", "c")) {
            site.send(get("/", "JSESSIONID=1.x; JSESSIONID=2.y; JSESSIONID=3.c"));
            assertEquals(List.of("c"), site.events.attempts);
        }
    }

    @Test
    @Covers("balancer/case-25")
    void anUnknownRouteIsANewChoice() throws Exception {
        try (Site site = site("a", "b")) {
            for (int i = 0; i < 100; i++) {
                site.send(session("gone"));
            }
            assertEquals(50, site.gateway("a").count(), 20);
            assertEquals(Routing.FREE, site.events.routings.get(0));
        }
    }

    @Test
    @Covers("balancer/case-24")
    void aRouteMayBeginWithItsGroup() throws Exception {
        try (Site site = site("a")
                .with("west.1", 5, spec -> spec.withGroup("west"))
                .with("west.2", 5, spec -> spec.withGroup("west"))) {
            site.send(session("west.2"));
            assertEquals(1, site.gateway("west.2").count());
            for (int i = 0; i < 50; i++) {
                site.send(session("west.9"));
            }
            assertEquals(0, site.gateway("a").count());
        }
    }

    @Test
    @Covers("balancer/case-26")
    void aSessionFailsOverInsideItsGroupFirst() throws Exception {
        try (Site site =
                site("x", "y").with("a", 5, spec -> spec.withGroup("g")).with("b", 5, spec -> spec.withGroup("g"))) {
            site.gateway("a").behave(FakeGateway.REFUSING);
            for (int i = 0; i < 20; i++) {
                site.send(session("a"));
            }
            assertEquals(20, site.gateway("b").count());
            assertEquals(2, site.gateway("a").count(), "it is ejected by the second failure");
            assertEquals(Routing.FAILED_OVER, site.events.routings.get(site.events.routings.size() - 1));
            site.member("b").stop();
            site.send(session("a"));
            assertEquals(1, site.gateway("x").count() + site.gateway("y").count());
        }
    }

    @Test
    @Covers("balancer/case-27")
    void aForcedSessionGoesNowhereElse() throws Exception {
        Site forced = Site.of(5, "a", "b").configured(builder -> builder.affinity(SESSIONS.forced()));
        try (Site site = forced) {
            site.gateway("a").behave(FakeGateway.REFUSING);
            for (int i = 0; i < 2; i++) {
                assertThrows(GatewayException.class, () -> site.send(session("a")));
            }
            BackendBusyException busy = assertThrows(BackendBusyException.class, () -> site.send(session("a")));
            assertEquals(503, busy.suggestedStatus());
            assertEquals(0, site.gateway("b").count());
        }
    }

    @Test
    @Covers("balancer/case-29")
    void aDrainingMemberServesItsSessionsOnly() throws Exception {
        try (Site site = site("a", "b")) {
            site.member("a").drain();
            site.route(1000);
            assertEquals(0, site.gateway("a").count());
            site.send(session("a"));
            assertEquals(1, site.gateway("a").count());
            site.member("a").activate();
            site.route(100);
            assertEquals(51, site.gateway("a").count(), 20);
        }
    }

    @Test
    @Covers("balancer/case-30")
    void aStoppedMemberEndsWhatItHas() throws Exception {
        try (Site site = site("a", "b")) {
            try (GatewayResponse held = site.balancer().dispatch(session("a"))) {
                site.member("a").stop();
                site.send(session("a"));
                assertEquals(1, site.gateway("a").count());
                assertEquals(1, site.member("a").inFlight());
                assertEquals(200, held.status());
            }
            assertEquals(0, site.member("a").inFlight());
        }
    }

    @Test
    @Covers("balancer/case-31")
    void theApplicationIsToldOfTheState() throws Exception {
        Site told = Site.of(5, "b")
                .with("a", 5, spec -> spec.withStateVariable("JK_LB_ACTIVATION"))
                .configured(builder -> builder.affinity(SESSIONS));
        try (Site site = told) {
            site.send(session("a"));
            site.member("a").drain();
            site.send(session("a"));
            site.send(session("b"));
            assertEquals("ACT", site.gateway("a").requests().get(0).variables().get("JK_LB_ACTIVATION"));
            assertEquals("DIS", site.gateway("a").requests().get(1).variables().get("JK_LB_ACTIVATION"));
            assertEquals(0, site.gateway("b").requests().get(0).variables().size());
        }
    }

    @Test
    @Covers("balancer/case-34")
    void aMemberThatIsAddedAgainHasCleanHealthAndItsSessions() throws Exception {
        try (Site site = site("a", "b")) {
            site.gateway("a").behave(FakeGateway.REFUSING);
            site.send(session("a"));
            site.send(session("a"));
            assertEquals(Member.Health.UNREACHABLE, site.health("a"));
            site.member("a").remove(Duration.ZERO);
            site.balancer().members().add(site.spec("a", 5, spec -> spec));
            assertEquals(Member.Health.UNKNOWN, site.health("a"));
            site.send(session("a"));
            assertEquals(1, site.gateway("a").count());
        }
    }

    @Test
    @Covers("balancer/case-35")
    void whoWaitsForAMemberHoldsUpNobody() throws Exception {
        try (Site site = site("a", "b")) {
            for (int i = 0; i < 5; i++) {
                site.balancer().dispatch(session("a"));
            }
            Thread waiting = new Thread(() -> assertThrows(GatewayException.class, () -> site.send(session("a"))));
            waiting.start();
            Await.untilEquals(1, () -> site.balancer().stats().waiting(), "requests waiting");
            site.get();
            assertEquals(1, site.gateway("b").count());
            waiting.interrupt();
            waiting.join(10_000);
            assertEquals(0, site.balancer().stats().waiting());
        }
    }
}
