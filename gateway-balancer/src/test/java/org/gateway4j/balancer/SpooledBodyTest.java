package org.gateway4j.balancer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.gateway4j.BackendFailureException;
import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.RequestBody;
import org.gateway4j.Spooling;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.contract.LeakCheck;
import org.gateway4j.contract.Settings;
import org.gateway4j.contract.WatchedBody;
import org.gateway4j.contract.facade.Driver;
import org.gateway4j.contract.fastcgi.TestResponder;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.Transport;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A body that a member has read before it had a connection reaches the next member, whatever its length. */
class SpooledBodyTest {

    @TempDir
    private Path sockets;

    private final TestResponder responder = new TestResponder();
    private final AtomicReference<byte[]> received = new AtomicReference<>();
    private LeakCheck leaks;
    private Settings settings;

    @BeforeEach
    void start(@TempDir Path spool) throws IOException {
        leaks = LeakCheck.begin(spool);
        settings = Settings.spoolingTo(spool);
        responder.listen(Transport.UNIX, sockets);
        responder.behave(call -> {
            received.set(call.input().readAllBytes());
            call.answer(200, Bytes.of(call.contentLength() + ""));
        });
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        leaks.assertNothingIsLeft(responder, () -> {});
    }

    private Gateway balancer(Driver driver, Endpoint... members) {
        Gateway balancer = driver.open(
                () -> {
                    BalancerBuilder<Gateway, Balancer> builder = configured(Balancer.builder());
                    for (int i = 0; i < members.length; i++) {
                        builder.member(
                                "m" + i,
                                ContractMembers.fastCgi(members[i], settings).build());
                    }
                    return builder.build();
                },
                () -> {
                    BalancerBuilder<AsyncGateway, AsyncBalancer> builder = configured(AsyncBalancer.builder());
                    for (int i = 0; i < members.length; i++) {
                        builder.member(
                                "m" + i,
                                ContractMembers.fastCgi(members[i], settings).buildAsync());
                    }
                    return builder.build();
                });
        leaks.watch(balancer::stats, balancer::close);
        return balancer;
    }

    private static <G, B> BalancerBuilder<G, B> configured(BalancerBuilder<G, B> builder) {
        return builder.policy(Policy.roundRobin()).retries(retries -> retries.withStatuses(Set.of(503)));
    }

    private Endpoint nobody() {
        return Endpoint.parse(Transport.UNIX.nobody(sockets));
    }

    static Stream<Arguments> bodies() {
        return Stream.of(Driver.BLOCKING, Driver.LOOP)
                .flatMap(driver -> Stream.of(Spooling.Mode.UNKNOWN_LENGTH, Spooling.Mode.ALL)
                        .flatMap(mode -> Stream.of(10, 64 * 1024 + 1, 1024 * 1024)
                                .flatMap(length -> Stream.of(true, false)
                                        .map(known -> Arguments.of(driver, mode, length, known)))));
    }

    private static WatchedBody body(byte[] content, boolean known) {
        return new WatchedBody(RequestBody.of(new ByteArrayInputStream(content), known ? content.length : -1));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    @Covers("balancer/case-56")
    void aPostGoesToTheNextMemberWithTheSameBytes(Driver driver, Spooling.Mode mode, int length, boolean known)
            throws Exception {
        settings = settings.with(settings.spooling().withMode(mode));
        byte[] content = Bytes.random(length, length);
        WatchedBody body = body(content, known);
        Gateway balancer = balancer(driver, nobody(), nobody(), responder.endpoint());
        GatewayRequest request = GatewayRequest.post("/app", body).build();
        try (GatewayResponse response = balancer.dispatch(request)) {
            assertEquals(length + "", Bytes.text(response.body().readAllBytes()));
        }
        assertArrayEquals(content, received.get());
        assertEquals(length, body.bytesRead(), "it is read once");
        body.awaitClosedOnce();
    }

    @ParameterizedTest
    @MethodSource("bodies")
    @Covers("balancer/case-62")
    void nothingIsLeftIfNoMemberCanBeReached(Driver driver, Spooling.Mode mode, int length, boolean known) {
        settings = settings.with(settings.spooling().withMode(mode));
        WatchedBody body = body(new byte[length], known);
        Gateway balancer = balancer(driver, nobody(), nobody());
        GatewayRequest request = GatewayRequest.post("/app", body).build();
        BackendFailureException failure = assertThrows(BackendFailureException.class, () -> balancer.dispatch(request));
        assertEquals(1, failure.getSuppressed().length, "both members were asked");
        body.awaitClosedOnce();
    }

    /** The copy outlives the balancer whose member has made it. */
    @Test
    @Covers("balancer/case-56")
    void aBalancerAmongTheMembersHandsTheCopyOver() throws Exception {
        byte[] content = Bytes.random(300_000, 1);
        WatchedBody body = body(content, false);
        Gateway outer = configured(Balancer.builder())
                .member("dead", balancer(Driver.BLOCKING, nobody(), nobody()))
                .member("well", balancer(Driver.BLOCKING, nobody(), responder.endpoint()))
                .build();
        leaks.watch(outer::stats, outer::close);
        try (GatewayResponse response =
                outer.dispatch(GatewayRequest.post("/app", body).build())) {
            assertEquals("300000", Bytes.text(response.body().readAllBytes()));
        }
        assertArrayEquals(content, received.get());
        assertEquals(content.length, body.bytesRead(), "it is read once");
        body.awaitClosedOnce();
    }

    /** A status is known while the member still has the body. */
    @ParameterizedTest
    @EnumSource(
            value = Driver.class,
            names = {"BLOCKING", "LOOP"})
    void aBodyIsSentAgainBecauseOfAStatusToo(Driver driver) throws Exception {
        byte[] content = Bytes.random(300_000, 1);
        WatchedBody body = body(content, false);
        responder.behave(call -> {
            received.set(call.input().readAllBytes());
            call.answer(responder.requests() == 1 ? 503 : 200, new byte[0]);
        });
        Gateway balancer = balancer(driver, responder.endpoint(), responder.endpoint());
        GatewayRequest put = GatewayRequest.builder("PUT", "/app").body(body).build();
        try (GatewayResponse response = balancer.dispatch(put)) {
            assertEquals(200, response.status());
        }
        assertEquals(2, responder.requests());
        assertArrayEquals(content, received.get());
        body.awaitClosedOnce();
    }
}
