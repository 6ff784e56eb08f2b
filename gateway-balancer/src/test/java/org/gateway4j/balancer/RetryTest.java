package org.gateway4j.balancer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.gateway4j.BackendFailureException;
import org.gateway4j.BackendTimeoutException;
import org.gateway4j.ExchangeAbortedException;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Phase;
import org.gateway4j.RequestBody;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.balancer.FakeGateway.Behaviour;
import org.gateway4j.contract.WatchedBody;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests go to another member, and how many of them. In simulated time. */
class RetryTest {

    private static final int READ_AHEAD = 56 * 1024;

    /** Reads so much of the body as core does before it has a connection, and then has none. */
    private static Behaviour refusingAfter(int bytes) {
        return request -> {
            readAtMost(request.body(), bytes);
            throw new BackendFailureException("fake", Phase.CONNECT, false, "connection refused", null);
        };
    }

    private static byte[] readAtMost(RequestBody body, int most) {
        ByteBuffer target = ByteBuffer.allocate(most);
        try {
            while (target.hasRemaining() && body.read(target) >= 0) {
                assertTrue(target.position() > 0);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        byte[] read = new byte[target.position()];
        target.flip().get(read);
        return read;
    }

    private static GatewayRequest post(RequestBody body) {
        return GatewayRequest.post("/", body).build();
    }

    private static Site site(String... names) {
        return Site.of(50, names)
                .configured(builder -> builder.policy(Policy.roundRobin())
                        .ejection(ejection -> ejection.withFailures(1_000_000).withMinimumRequests(1_000_000)));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, READ_AHEAD, READ_AHEAD + 1, 64 * 1024, 1024 * 1024})
    @Covers("balancer/case-56")
    void aPostThatDidNotReachAMemberGoesToAnotherWithTheSameBytes(int length) throws Exception {
        byte[] content = Bytes.random(length, length);
        try (Site site = site("a", "b")) {
            site.gateway("a").behave(refusingAfter(length <= READ_AHEAD ? length : 0));
            AtomicReference<byte[]> received = new AtomicReference<>();
            site.gateway("b").behave(request -> {
                received.set(readAtMost(request.body(), length + 1));
                return FakeGateway.answer(200);
            });
            for (RequestBody body : List.of(
                    RequestBody.of(content),
                    RequestBody.of(new ByteArrayInputStream(content), length),
                    RequestBody.of(new ByteArrayInputStream(content), -1))) {
                WatchedBody watched = new WatchedBody(body);
                int before = site.gateway("a").count();
                for (int i = 0; i < 2 && site.gateway("a").count() == before; i++) {
                    if (i == 1) {
                        watched = new WatchedBody(
                                body.length() < 0 || !body.replayable()
                                        ? RequestBody.of(new ByteArrayInputStream(content), body.length())
                                        : body);
                    }
                    site.send(post(watched));
                    assertArrayEquals(content, received.get());
                    assertEquals(1, watched.closes());
                }
                assertEquals(before + 1, site.gateway("a").count());
                site.time.pass(Duration.ofSeconds(10));
            }
        }
    }

    @Test
    @Covers("balancer/case-62")
    void aBodyOfWhichTooMuchWasReadIsNotSentAgain() {
        try (Site site = site("a", "b")) {
            for (String name : List.of("a", "b")) {
                site.gateway(name).behave(refusingAfter(64 * 1024 + 1));
            }
            WatchedBody body = new WatchedBody(RequestBody.of(new ByteArrayInputStream(new byte[100_000]), 100_000));
            assertThrows(BackendFailureException.class, () -> site.send(post(body)));
            assertEquals(1, site.events.attempts.size());
            assertEquals(1, body.closes());
        }
    }

    @Test
    @Covers("balancer/case-57")
    void aPostThatMayHaveRunIsNeverRepeated() {
        try (Site site = site("a", "b")) {
            site.gateway("a").behave(FakeGateway.BREAKING);
            site.gateway("b").behave(FakeGateway.BREAKING);
            BackendFailureException failure =
                    assertThrows(BackendFailureException.class, () -> site.send(post(RequestBody.of(new byte[3]))));
            assertTrue(failure.mayHaveRun());
            assertEquals(1, site.events.attempts.size());
        }
    }

    @Test
    void aGetThatMayHaveRunGoesToAnotherUnlessTheHostForbidsIt() throws Exception {
        try (Site site = site("a", "b")) {
            site.gateway("a").behave(FakeGateway.BREAKING);
            assertEquals("ab", site.route(1).substring(0, 1) + site.events.attempts.get(1));
        }
        try (Site site = site("a", "b")
                .configured(builder -> builder.retries(retries -> retries.withRepeatedMethods(Set.of())))) {
            site.gateway("a").behave(FakeGateway.BREAKING);
            assertThrows(BackendFailureException.class, site::get);
            assertEquals(1, site.events.attempts.size());
        }
    }

    @Test
    @Covers("balancer/case-59")
    void aMissedDeadlineOfAMemberIsNoReason() {
        try (Site site = site("a", "b")) {
            site.gateway("a").behave(FakeGateway.SILENT);
            assertThrows(
                    BackendTimeoutException.class,
                    () -> site.send(GatewayRequest.builder("HEAD", "/").build()));
            assertEquals(1, site.events.attempts.size());
        }
    }

    @Test
    @Covers("balancer/case-60")
    void anOverloadedMemberIsLeftForAnother() throws Exception {
        try (Site site = site("a", "b")) {
            site.gateway("a").behave(FakeGateway.BUSY);
            assertEquals(200, site.send(post(RequestBody.of(new byte[3]))));
            assertEquals(List.of("a", "b"), site.events.attempts);
        }
    }

    @Test
    void aRefusedRequestIsRefusedOnce() {
        try (Site site = site("a", "b")) {
            site.gateway("a").behave(request -> {
                throw new RequestRejectedException(RequestRejectedException.Reason.NOT_FOUND, "no script");
            });
            assertThrows(RequestRejectedException.class, site::get);
            assertEquals(1, site.events.attempts.size());
        }
    }

    @Test
    @Covers({"balancer/case-61", "balancer/case-67"})
    void everyMemberIsAskedOnceAndTheFirstFailureCounts() {
        try (Site site = site("a", "b", "c", "d")) {
            List<String> names = List.of("a", "b", "c", "d");
            names.forEach(name -> site.gateway(name).behave(request -> {
                throw new BackendFailureException("fake " + name, Phase.CONNECT, false, "refused", null);
            }));
            GatewayException failure = assertThrows(GatewayException.class, site::get);
            assertEquals(List.of("a", "b", "c"), site.events.attempts);
            assertEquals("fake a", failure.backend());
            assertEquals(2, failure.getSuppressed().length);
            assertEquals("fake b", ((GatewayException) failure.getSuppressed()[0]).backend());
            assertEquals("fake c", ((GatewayException) failure.getSuppressed()[1]).backend());
        }
    }

    /** Or else the host would think that it could send the request once more. */
    @Test
    @Covers("balancer/case-67")
    void theFirstFailureAfterWhichTheApplicationMayHaveRunComesFirst() {
        try (Site site = site("a", "b", "c")) {
            site.gateway("a").behave(FakeGateway.REFUSING);
            site.gateway("b").behave(FakeGateway.BREAKING);
            GatewayException post =
                    assertThrows(GatewayException.class, () -> site.send(post(RequestBody.of(new byte[3]))));
            assertEquals(List.of("a", "b"), site.events.attempts);
            assertTrue(post.mayHaveRun());
            assertEquals(Phase.HEAD, post.phase());
            assertEquals(Phase.CONNECT, ((GatewayException) post.getSuppressed()[0]).phase());
            site.gateway("a").behave(FakeGateway.BREAKING);
            site.gateway("b").behave(request -> {
                throw new ExchangeAbortedException("fake", Phase.ACQUIRE, false, "client is gone", null);
            });
            site.member("c").stop();
            for (int i = 0; i < 2; i++) {
                site.events.attempts.clear();
                GatewayException aborted = assertThrows(ExchangeAbortedException.class, site::get);
                assertEquals(site.events.attempts.size() == 2, aborted.mayHaveRun());
                assertEquals(site.events.attempts.size() - 1, aborted.getSuppressed().length);
            }
        }
    }

    @Test
    @Covers("balancer/case-62")
    void aBodyIsClosedOnceIfThePolicyThrows() {
        Site throwing = Site.of(5, "a")
                .configured(builder -> builder.policy(choice -> {
                    throw new IllegalArgumentException("no idea");
                }));
        try (Site site = throwing) {
            WatchedBody body = new WatchedBody(RequestBody.of(new byte[3]));
            assertThrows(IllegalArgumentException.class, () -> site.send(post(body)));
            assertEquals(1, body.closes());
            assertEquals(0, site.member("a").inFlight());
        }
    }

    private static int attemptsOfAnOutage(double budget) {
        try (Site site = site("a", "b", "c")
                .configured(builder -> builder.retries(
                        retries -> retries.withBudget(budget).withPerSecond(budget == 100 ? 1_000_000 : 1)))) {
            for (String name : List.of("a", "b", "c")) {
                site.gateway(name).behave(FakeGateway.REFUSING);
            }
            for (int request = 0; request < 60_000; request++) {
                assertThrows(GatewayException.class, site::get);
                site.time.passMillis(1);
            }
            return site.events.attempts.size();
        }
    }

    @Test
    @Covers("balancer/case-63")
    void anOutageIsNotMultiplied() {
        assertEquals(180_000, attemptsOfAnOutage(100));
        for (double budget : new double[] {0.2, 0.1}) {
            int attempts = attemptsOfAnOutage(budget);
            assertTrue(attempts <= 60_000 * (1 + budget) + 60 + 10, attempts + " attempts with " + budget);
            assertTrue(attempts >= 60_000 * (1 + budget), attempts + " attempts with " + budget);
        }
    }

    /** A failure of every second request is beyond the budget, which makes good a fifth of all requests times a half. */
    @ParameterizedTest
    @CsvSource({"10, 0.999, 1", "2, 0.59, 0.61"})
    @Covers("balancer/case-64")
    void failuresAreMadeGoodAsFarAsTheBudgetGoes(int oneOf, double least, double most) {
        try (Site site = site("a", "b", "c")) {
            SplittableRandom random = new SplittableRandom(9);
            for (String name : List.of("a", "b", "c")) {
                site.gateway(name)
                        .behave(request -> random.nextInt(oneOf) == 0
                                ? FakeGateway.REFUSING.serve(request)
                                : FakeGateway.answer(200));
            }
            int succeeded = 0;
            for (int request = 0; request < 60_000; request++) {
                try {
                    site.get();
                    succeeded++;
                } catch (GatewayException e) {
                    assertEquals(Phase.CONNECT, e.phase());
                }
                site.time.passMillis(1);
            }
            double share = succeeded / 60_000.0;
            assertTrue(share >= least && share <= most, share + " of 60,000 succeeded");
        }
    }

    @Test
    @Covers("balancer/case-65")
    void manyFailuresAtOnceHaveNoMoreRetriesThanTheBudget() {
        try (Site site = site("a", "b")) {
            for (String name : List.of("a", "b")) {
                site.gateway(name).behave(FakeGateway.REFUSING);
            }
            site.time.pass(Duration.ofSeconds(60));
            for (int request = 0; request < 1000; request++) {
                assertThrows(GatewayException.class, site::get);
            }
            assertEquals(210.0, (double) site.balancer().balance().retries(), 1);
            assertEquals(1000, site.events.denied + site.balancer().balance().retries());
            assertEquals(site.events.denied, site.balancer().balance().retriesDenied());
        }
    }

    @Test
    @Covers("balancer/case-66")
    void noAttemptBeginsAfterTheTotalTime() {
        try (Site site = site("a", "b", "c")
                .configured(builder -> builder.retries(retries -> retries.withTotal(Duration.ofSeconds(2))))) {
            for (String name : List.of("a", "b", "c")) {
                site.gateway(name).behave(request -> {
                    site.time.passMillis(1_000);
                    throw new BackendFailureException("fake", Phase.CONNECT, false, "no answer", null);
                });
            }
            assertThrows(GatewayException.class, site::get);
            assertEquals(2, site.events.attempts.size());
        }
    }

    @Test
    @Covers("balancer/case-66")
    void anAttemptThatTakesTooLongIsAbortedAndAnotherMemberAsked() throws Exception {
        try (Site site = site("a", "b")
                .configured(builder -> builder.retries(retries -> retries.withAttempt(Duration.ofSeconds(1))))) {
            site.gateway("a").behave(request -> {
                site.time.passMillis(1_500);
                return FakeGateway.answer(200);
            });
            assertEquals(200, site.get());
            assertEquals(List.of("a", "b"), site.events.attempts);
            assertEquals(1, site.member("a").stats().blamed());
            assertEquals(0, site.member("a").inFlight());
            site.gateway("b").behave(FakeGateway.SILENT);
            site.member("b").stop();
            GatewayException late = assertThrows(BackendTimeoutException.class, site::get);
            assertTrue(
                    late.getMessage().contains("no response head within 1000 ms (retries.attempt)"), late.getMessage());
        }
    }

    @Test
    void aStatusIsReasonEnoughIfTheHostSaysSo() throws Exception {
        try (Site site =
                site("a", "b").configured(builder -> builder.retries(retries -> retries.withStatuses(Set.of(503))))) {
            site.gateway("a").behave(request -> FakeGateway.answer(503));
            assertEquals(200, site.get());
            assertEquals(List.of("a", "b"), site.events.attempts);
            assertEquals(0, site.member("a").inFlight());
            int before = site.events.attempts.size();
            while (site.send(post(RequestBody.of(new byte[1]))) == 200) {
                assertTrue(site.events.attempts.size() < before + 4);
            }
            site.gateway("b").behave(request -> FakeGateway.answer(503));
            assertEquals(503, site.get(), "the last response is delivered");
        }
    }

    @Test
    @Covers("balancer/case-69")
    void theListenerHearsOfTheOriginalAndMembersOfTheirCopies() throws Exception {
        try (Site site = site("a", "b")) {
            site.gateway("a").behave(FakeGateway.REFUSING);
            GatewayRequest request = post(RequestBody.of(new byte[3]));
            site.send(request);
            site.events.requests.forEach(told -> assertSame(request, told));
            List<GatewayRequest> copies = new ArrayList<>(site.gateway("a").requests());
            copies.addAll(site.gateway("b").requests());
            assertEquals(2, copies.size());
            assertTrue(copies.get(0) != request && copies.get(0) != copies.get(1));
            GatewayRequest get = GatewayRequest.get("/").build();
            site.gateway("a").behave(FakeGateway.WELL);
            try (GatewayResponse response = site.balancer().dispatch(get)) {
                assertEquals(200, response.status());
            }
            assertTrue(site.gateway("a").requests().contains(get)
                    || site.gateway("b").requests().contains(get));
        }
    }
}
