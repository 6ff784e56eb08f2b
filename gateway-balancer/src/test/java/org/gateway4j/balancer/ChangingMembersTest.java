package org.gateway4j.balancer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.gateway4j.BackendBusyException;
import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.balancer.internal.DnsEndpoints;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Leftovers;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;

/** Members that come, change and go while requests run. */
class ChangingMembersTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    @Covers("balancer/case-79")
    void aRemovedMemberIsClosedAfterItsLastRequest() throws Exception {
        try (Site site = Site.of(5, "a", "b")) {
            site.member("b").stop();
            GatewayResponse held = site.hold(1).get(0);
            site.member("b").activate();
            Member removed = site.member("a");
            removed.remove(LONG);
            assertEquals("bbbb", site.route(4));
            assertFalse(site.gateway("a").isClosed());
            held.close();
            assertTrue(site.gateway("a").isClosed());
            assertEquals(Member.State.REMOVED, removed.state());
            assertEquals(
                    List.of("a ACTIVE>REMOVED", "closed a"),
                    site.events.changes.stream()
                            .filter(change -> change.contains("a ACTIVE") || change.startsWith("closed"))
                            .toList());
        }
    }

    @Test
    void aRemovedMemberIsClosedWhenItsTimeIsOver() throws Exception {
        try (Site site = Site.of(5, "a", "b")) {
            site.member("b").stop();
            GatewayResponse held = site.hold(1).get(0);
            site.member("a").remove(LONG);
            site.time.pass(LONG.minusMillis(1));
            assertFalse(site.gateway("a").isClosed());
            site.time.passMillis(1);
            assertTrue(site.gateway("a").isClosed());
            held.close();
        }
    }

    @Test
    @Covers("balancer/case-78")
    void aPermutedListChangesNothing() throws Exception {
        try (Site site = Site.of(5, "a", "b")) {
            site.route(10);
            long attempts = site.member("a").stats().attempts();
            Member before = site.member("a");
            site.events.changes.clear();
            site.balancer().members().set(List.of(site.spec("b", 5, s -> s), site.spec("a", 5, s -> s)), LONG);
            assertEquals(before, site.member("a"));
            assertEquals(attempts, site.member("a").stats().attempts());
            assertEquals(List.of(), site.events.changes);
            site.balancer()
                    .members()
                    .set(List.of(site.spec("c", 5, s -> s), site.spec("a", 5, s -> s.withWeight(9))), LONG);
            assertEquals(
                    List.of("a", "c"),
                    site.balancer().members().all().stream().map(Member::name).toList());
            assertEquals(9, site.member("a").weight());
        }
    }

    @Test
    @Covers("balancer/case-81")
    void weightZeroMeansNoNewRequests() throws Exception {
        try (Site site = Site.of(5, "a", "b")) {
            site.member("a").weight(0);
            assertEquals("bbbbbbbb", site.route(8));
        }
    }

    @Test
    void aStandbyServesWhenNobodyElseDoes() throws Exception {
        try (Site site = Site.of(1, "a").with("s", 5, spec -> spec.withTier(1))) {
            assertEquals("aaa", site.route(3));
            try (GatewayResponse held = site.hold(1).get(0)) {
                assertEquals("s", site.route(1));
                assertEquals(200, held.status());
            }
            site.member("a").stop();
            assertEquals("ss", site.route(2));
        }
    }

    @Test
    @Covers("balancer/case-76")
    void aLoweredCapacityHoldsBackNewRequestsOnly() throws Exception {
        Site small = Site.of(4, "a").configured(builder -> builder.queueing(queue -> queue.withMaxWaiting(0)));
        try (Site site = small) {
            List<GatewayResponse> held = site.hold(3);
            site.member("a").capacity(2);
            assertEquals(3, site.member("a").inFlight());
            assertThrows(BackendBusyException.class, site::get);
            held.get(0).close();
            assertThrows(BackendBusyException.class, site::get);
            held.get(1).close();
            assertEquals(200, site.get());
            held.get(2).close();
            assertEquals(0, site.member("a").inFlight());
        }
    }

    @Test
    void aBalancerWithoutAMemberThatTakesRequestsSaysSo() {
        try (Site site = Site.of(5, "a")) {
            site.member("a").stop();
            BackendBusyException busy = assertThrows(BackendBusyException.class, site::get);
            assertTrue(busy.getMessage().contains("no member that takes requests"), busy.getMessage());
        }
    }

    @Test
    @Covers({"balancer/case-52", "balancer/case-54"})
    void slowStartGivesSharesAndPermitsLittleByLittle() throws Exception {
        Site slow = Site.of(20, "a")
                .configured(builder -> builder.policy(Policy.roundRobin())
                        .slowStart(start -> start.withWindow(Duration.ofSeconds(10))));
        try (Site site = slow) {
            assertEquals(200, site.get());
            site.balancer().members().add(site.spec("n", 20, spec -> spec));
            assertEquals(10, share(site, "n"), 3);
            assertEquals(2, permits(site, "n"));
            site.time.pass(Duration.ofSeconds(5));
            assertEquals(33.3, share(site, "n"), 3, "half the weight of the other");
            assertEquals(10, permits(site, "n"));
            site.time.pass(Duration.ofSeconds(5));
            assertEquals(50, share(site, "n"), 3);
            assertEquals(20, permits(site, "n"));
        }
    }

    /** In percent of 100 requests. */
    private static double share(Site site, String name) throws GatewayException {
        return site.route(100).chars().filter(c -> c == name.charAt(0)).count();
    }

    private static int permits(Site site, String name) throws GatewayException {
        site.member("a").stop();
        List<GatewayResponse> held = new ArrayList<>();

        while (site.member(name).inFlight() < 20 && canTake(site, held)) {
            assertTrue(held.size() <= 20);
        }
        int permits = site.member(name).inFlight();
        for (GatewayResponse response : held) {
            response.close();
        }
        site.member("a").activate();
        return permits;
    }

    /** Takes one more if that does not wait. */
    private static boolean canTake(Site site, List<GatewayResponse> held) {
        Thread.currentThread().interrupt();
        try {
            held.add(site.balancer().dispatch(GatewayRequest.get("/").build()));
            return true;
        } catch (GatewayException e) {
            return false;
        } finally {
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    @Covers("balancer/case-53")
    void membersOfTheStartDoNotStartSlowly() throws Exception {
        Site slow = Site.of(20, "a", "b")
                .configured(builder -> builder.policy(Policy.roundRobin())
                        .slowStart(start -> start.withWindow(Duration.ofSeconds(10))));
        try (Site site = slow) {
            assertEquals(50, share(site, "b"));
        }
    }

    @Test
    void pushedEndpointsComeAndGo() throws Exception {
        PushedEndpoints source = new PushedEndpoints();
        Endpoint one = Endpoint.tcp("10.0.0.1", 9000);
        Endpoint two = Endpoint.tcp("10.0.0.2", 9000);
        Site site = new Site();
        site.configured(
                builder -> builder.members(source, endpoint -> site.spec(endpoint.toString(), 5, spec -> spec), LONG));
        try (site) {
            source.push(List.of(one));
            site.get();
            Member kept = site.member(one.toString());
            source.push(List.of(two, one));
            assertEquals(kept, site.member(one.toString()));
            source.push(List.of(two));
            assertTrue(site.gateway(one.toString()).isClosed());
            site.get();
            assertEquals(1, site.gateway(two.toString()).count());
        }
    }

    @Test
    @Covers("balancer/case-80")
    void namesAreLookedUpAgainAndAFailingResolverChangesNothing() throws Exception {
        Leftovers leftovers = Leftovers.watch();
        AtomicReference<String[]> answer = new AtomicReference<>(new String[] {"10.0.0.2", "10.0.0.1", "fd00::1"});
        AtomicInteger looks = new AtomicInteger();
        DnsEndpoints source = new DnsEndpoints("php", 9000, Duration.ofMillis(1), host -> {
            looks.incrementAndGet();
            String[] addresses = answer.get();
            if (addresses == null) {
                throw new UnknownHostException(host);
            }
            InetAddress[] found = new InetAddress[addresses.length];
            for (int i = 0; i < found.length; i++) {
                found[i] = InetAddress.getByName(addresses[i]);
            }
            return found;
        });
        Events events = new Events();
        Balancer balancer = Balancer.builder()
                .listener(events)
                .members(
                        source,
                        endpoint -> MemberSpec.of(endpoint.toString(), new FakeGateway(endpoint.toString(), 5)),
                        Duration.ZERO)
                .build();
        try (balancer) {
            Await.untilEquals(3, () -> balancer.members().all().size(), "members");
            List<Member> first = balancer.members().all();
            answer.set(new String[0]);
            awaitLooks(looks);
            assertEquals(first, balancer.members().all());
            answer.set(null);
            awaitLooks(looks);
            assertEquals(first, balancer.members().all());
            assertTrue(events.changes.contains("source failed: php"));
            answer.set(new String[] {"fd00::1", "10.0.0.3"});
            Await.untilEquals(2, () -> balancer.members().all().size(), "members");
            assertTrue(first.contains(balancer.members().all().get(0)), "the one that stays is the same");
        }
        leftovers.awaitNone();
    }

    private static void awaitLooks(AtomicInteger looks) throws Exception {
        int before = looks.get();
        Await.until("two look-ups", () -> looks.get() > before + 1);
    }

    @Test
    @Covers("balancer/case-79")
    void changesUnderLoadFailNoRequest() throws Exception {
        AtomicInteger failures = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        List<FakeGateway> gateways = new ArrayList<>();
        FakeGateway stays = new FakeGateway("stays", 4);
        try (Balancer balancer = Balancer.builder().member("stays", stays).build()) {
            CountDownLatch ended = new CountDownLatch(4);
            List<Thread> callers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                callers.add(new Thread(() -> {
                    try {
                        for (int call = 0; call < 5_000; call++) {
                            try (GatewayResponse response =
                                    balancer.dispatch(GatewayRequest.get("/").build())) {
                                response.body().readAllBytes();
                                done.incrementAndGet();
                            }
                        }
                    } catch (Exception e) {
                        failures.incrementAndGet();
                    } finally {
                        ended.countDown();
                    }
                }));
            }
            callers.forEach(Thread::start);
            Members<Gateway> members = balancer.members();
            for (int round = 0; round < 200; round++) {
                FakeGateway gateway = new FakeGateway("m" + round, 2);
                gateways.add(gateway);
                Member member = members.add(MemberSpec.of("m" + round, gateway));
                member.weight(1 + round % 5);
                member.drain();
                member.activate();
                member.remove(LONG);
            }
            Await.open(ended);
            Await.untilEquals(
                    200L, () -> gateways.stream().filter(FakeGateway::isClosed).count(), "closed gateways");
            assertEquals(0, failures.get());
            assertEquals(20_000, done.get());
            assertEquals(0, balancer.balance().members().get(0).inFlight());
        }
        assertTrue(stays.isClosed());
    }
}
