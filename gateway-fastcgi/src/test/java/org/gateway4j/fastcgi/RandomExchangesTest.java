package org.gateway4j.fastcgi;

import static org.gateway4j.fastcgi.Driven.open;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.gateway4j.BackendFailureException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.PoolConfig;
import org.gateway4j.PoolStats;
import org.gateway4j.RequestBody;
import org.gateway4j.contract.Running;
import org.gateway4j.contract.ThreadKind;
import org.gateway4j.contract.facade.Driver;
import org.gateway4j.contract.fastcgi.ReceivedHead;
import org.gateway4j.contract.fastcgi.Records;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.Leftovers;
import org.gateway4j.testkit.Transport;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Ten thousand exchanges with an application that sends its answers in random records and pieces, pauses between them, and
 * now and then breaks them off, half of the time by a reset. Each answer says what was asked, and every end of it is known
 * from the request's number, which begins with the seed.
 */
@ParameterizedClass
@EnumSource(
        value = Driver.class,
        names = {"BLOCKING", "LOOPS"})
class RandomExchangesTest {

    @Parameter
    Driver driver;

    private static final int CALLERS = 8;
    private static final int CALLS = 315;
    private static final long SEED_SIZE = 1_000_000;
    private static final int LONGEST_PAUSE_NANOS = 3_000_000;

    @TempDir
    Path directory;

    /** What the application does with one request; both sides make it of the request's number. */
    private record Plan(String content, int bodyLength, boolean whole, Random random) {

        static Plan of(long number) {
            Random random = new Random(number);
            byte[] content = Bytes.random(random.nextInt(20) == 0 ? 150_000 : random.nextInt(3_000), number);
            int bodyLength = random.nextInt(10) == 0 ? 100_000 : random.nextInt(500);
            return new Plan(Bytes.text(content), bodyLength, random.nextInt(5) > 0, random);
        }

        /** The records of the answer, of random sizes, among them error output and padding. */
        byte[] answer(int id) {
            byte[] stream = Bytes.of("X-Length: " + content.length() + "\r\n\r\n" + content);
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            for (int from = 0; from < stream.length; ) {
                int length = Math.min(1 + random.nextInt(random.nextBoolean() ? 40 : 65_535), stream.length - from);
                byte[] part = new byte[length];
                System.arraycopy(stream, from, part, 0, length);
                answer.writeBytes(Records.record(Records.STDOUT, id, part, random.nextInt(256)));
                if (random.nextInt(4) == 0) {
                    answer.writeBytes(Records.stderr(id, "noise"));
                }
                from += length;
            }
            answer.writeBytes(Records.end(id));
            return answer.toByteArray();
        }

        void play(ScriptedPeer peer, int id) throws IOException {
            byte[] answer = answer(id);
            int length = whole ? answer.length : random.nextInt(answer.length);
            for (int from = 0; from < length; ) {
                int size = Math.min(1 + random.nextInt(random.nextBoolean() ? 20 : 10_000), length - from);
                byte[] piece = new byte[size];
                System.arraycopy(answer, from, piece, 0, size);
                peer.send(piece);
                from += size;
                pauseSometimes();
            }
        }

        private void pauseSometimes() {
            if (random.nextInt(20) == 0) {
                LockSupport.parkNanos(random.nextInt(LONGEST_PAUSE_NANOS));
            }
        }
    }

    private static void serve(ScriptedPeer peer) throws IOException {
        while (true) {
            ReceivedHead head = peer.head();
            long number = Long.parseLong(head.variables().get("QUERY_STRING"));
            Plan plan = Plan.of(number);
            String body = peer.body();
            assertEquals(Bytes.text(Bytes.random(plan.bodyLength(), -number)), body, "body of request " + number);
            plan.play(peer, head.id());
            if (!plan.whole()) {
                if (plan.random().nextBoolean()) {
                    peer.reset();
                }
                return;
            }
        }
    }

    @ParameterizedTest
    @Covers("fastcgi/malformed-splits")
    @CsvSource({"TCP, 1", "UNIX, 2", "TCP, 3", "UNIX, 4"})
    void noneHangsMixesOrLeaks(Transport transport, long seed) throws Exception {
        Leftovers leftovers = Leftovers.watch();
        try (ScriptedResponder responder = new ScriptedResponder(transport, directory, RandomExchangesTest::serve)) {
            try (Gateway gateway = open(driver, responder.gateway().pool(PoolConfig.of(3)))) {
                int whole = dispatchConcurrently(gateway, SEED_SIZE * seed);
                assertTrue(whole > CALLERS * CALLS / 2, whole + " whole answers");
                PoolStats stats = gateway.stats();
                assertEquals(0, stats.inUse());
                assertEquals(0, stats.waiting());
                assertEquals(stats.opened() - stats.closed(), stats.idle());
            }
            Await.until(() -> responder.openConnections() + " still open", () -> responder.openConnections() == 0);
        }
        leftovers.awaitNone();
    }

    private static int dispatchConcurrently(Gateway gateway, long seed) throws Exception {
        List<Running<Integer>> callers = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            long first = seed + 1_000L * caller;
            callers.add(ThreadKind.PLATFORM.run(() -> dispatchAll(gateway, first)));
        }
        int whole = 0;
        for (Running<Integer> caller : callers) {
            whole += caller.result();
        }
        return whole;
    }

    private static int dispatchAll(Gateway gateway, long first) throws IOException {
        int whole = 0;
        for (long number = first; number < first + CALLS; number++) {
            Plan plan = Plan.of(number);
            assertEquals(plan.whole(), isWhole(gateway, plan, number), "request " + number);
            whole += plan.whole() ? 1 : 0;
        }
        return whole;
    }

    /** Whether the answer came whole; else it must have failed as what it is, after nothing but its own bytes. */
    private static boolean isWhole(Gateway gateway, Plan plan, long number) throws IOException {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        boolean whole;
        GatewayRequest request = GatewayRequest.builder("POST", "/app?" + number)
                .body(RequestBody.of(Bytes.random(plan.bodyLength(), -number)))
                .build();
        try (GatewayResponse response = gateway.dispatch(request)) {
            assertEquals("" + plan.content().length(), response.headers().first("X-Length"));
            response.body().transferTo(received);
            assertEquals(plan.content().length(), received.size());
            whole = true;
        } catch (BackendFailureException e) {
            assertEquals(502, e.suggestedStatus(), e.getMessage());
            whole = false;
        }
        assertTrue(plan.content().startsWith(Bytes.text(received.toByteArray())), "bytes of another answer");
        return whole;
    }
}
