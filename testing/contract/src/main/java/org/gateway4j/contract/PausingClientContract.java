package org.gateway4j.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.gateway4j.BackendTimeoutException;
import org.gateway4j.ExchangeAbortedException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayResponse;
import org.gateway4j.RequestBody;
import org.gateway4j.Timeouts;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that pause within a body: nobody is held by them, and the application may answer meanwhile. */
interface PausingClientContract extends ContractFixture {

    int LENGTH = 3 * 1024 * 1024;

    int SENT = 1000;

    /** What ends a wait must have ended it within 100 ms; a busy machine may need more. */
    Duration PROMPTLY = Duration.ofSeconds(1);

    /** How the host hands the body over. */
    enum Kind {
        POLLABLE {
            @Override
            RequestBody of(PausingBody client) {
                return client;
            }
        },
        STREAM {
            @Override
            RequestBody of(PausingBody client) {
                return client.blocking();
            }
        },
        /** Its reads give nothing, for ever, and it is not said to be pollable. */
        EMPTY_READS {
            @Override
            RequestBody of(PausingBody client) {
                return new RequestBody() {
                    @Override
                    public long length() {
                        return client.length();
                    }

                    @Override
                    public int read(ByteBuffer target) {
                        int count = client.read(target);
                        if (count == 0) {
                            client.asked().countDown();
                        }
                        return count;
                    }

                    @Override
                    public void close() {}
                };
            }
        };

        abstract RequestBody of(PausingBody client);
    }

    private static PausingBody paused() {
        PausingBody client = new PausingBody(LENGTH);
        client.send(new byte[SENT]);
        return client;
    }

    /** Reads no further, as readNBytes would, but says that there may be more. */
    private static void takeSent(ApplicationCall call) throws IOException {
        byte[] target = new byte[SENT];
        int taken = 0;
        while (taken < SENT) {
            int count = call.input().read(target, taken, SENT - taken);
            if (count < 0) {
                throw new EOFException("the gateway has let go");
            }
            taken += count;
        }
        call.askForMore();
    }

    private static void takeSentAndHang(ApplicationCall call) throws IOException {
        takeSent(call);
        call.awaitHangUp();
    }

    private static void assertPrompt(long since, Duration most) {
        Duration taken = Duration.ofNanos(System.nanoTime() - since);
        assertTrue(taken.compareTo(most) <= 0, () -> "took " + taken);
    }

    @ParameterizedTest
    @EnumSource
    default void answerIsHadWhileTheClientPauses(Kind kind) throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        application().behave(call -> {
            takeSent(call);
            Await.open(answer);
            call.answer(413, Bytes.of("too much"));
        });
        PausingBody client = paused();
        WatchedBody body = new WatchedBody(kind.of(client));
        Gateway gateway = gateway();
        Running<Long> call = threads().run(() -> {
            try (GatewayResponse response = gateway.dispatch(post(body))) {
                long answered = System.nanoTime();
                assertEquals(413, response.status());
                assertEquals("too much", Bytes.text(response.body().readAllBytes()));
                return answered;
            }
        });
        Await.open(client.asked());
        long asked = System.nanoTime();
        answer.countDown();
        assertTrue(call.result() - asked < PROMPTLY.toNanos(), () -> "answered late");
        assertClosedOnce(body);
    }

    @ParameterizedTest
    @EnumSource
    default void bodySentInPiecesArrivesWhole(Kind kind) throws Exception {
        application().behave(call -> call.answer(200, call.input().readAllBytes()));
        byte[] content = Bytes.random(300_000, 5);
        PausingBody client = new PausingBody(content.length);
        Gateway gateway = gateway();
        Running<byte[]> call = threads().run(() -> {
            try (GatewayResponse response = gateway.dispatch(post(kind.of(client)))) {
                return response.body().readAllBytes();
            }
        });
        Await.open(client.asked());
        for (int from = 0; from < content.length; from += 7_000) {
            client.send(Arrays.copyOfRange(content, from, Math.min(from + 7_000, content.length)));
            LockSupport.parkNanos(100_000);
        }
        assertArrayEquals(content, call.result());
        assertEquals(kept(), gateway.stats().idle());
    }

    @ParameterizedTest
    @EnumSource
    default void exchangeDeadlineEndsTheWaitForTheClient(Kind kind) {
        Duration soon = Duration.ofMillis(300);
        application().behave(PausingClientContract::takeSentAndHang);
        Gateway gateway = gateway(settings().with(Timeouts.defaults().withExchange(soon)));
        WatchedBody body = new WatchedBody(kind.of(paused()));
        Deadlines.assertFailsAt(soon, BackendTimeoutException.class, () -> gateway.dispatch(post(body)));
        assertClosedOnce(body);
    }

    @ParameterizedTest
    @EnumSource
    default void interruptEndsTheWaitForTheClient(Kind kind) throws Exception {
        Gateway gateway = gateway();
        assertEnds(kind, gateway, Running::interrupt);
    }

    @ParameterizedTest
    @EnumSource
    default void closeOfTheGatewayEndsTheWaitForTheClient(Kind kind) throws Exception {
        Gateway gateway = gateway();
        assertEnds(kind, gateway, call -> gateway.close());
    }

    /** What ends a call. */
    interface End {
        void apply(Running<?> call);
    }

    private void assertEnds(Kind kind, Gateway gateway, End end) throws Exception {
        application().behave(PausingClientContract::takeSentAndHang);
        PausingBody client = paused();
        WatchedBody body = new WatchedBody(kind.of(client));
        Running<GatewayResponse> call = threads().run(() -> gateway.dispatch(post(body)));
        Await.open(client.asked());
        long begun = System.nanoTime();
        end.apply(call);
        call.failure(ExchangeAbortedException.class);
        assertPrompt(begun, PROMPTLY);
        assertClosedOnce(body);
    }

    /** The head's deadline begins when all was sent. */
    @Test
    default void clientThatPausesCostsTheApplicationNoTime() throws Exception {
        application().behave(call -> call.answer(200, Bytes.of("" + call.input().readAllBytes().length)));
        Duration soon = Duration.ofMillis(200);
        Gateway gateway = gateway(settings()
                .with(Timeouts.defaults().withWrite(soon).withHead(soon).withRead(soon)));
        PausingBody client = new PausingBody(100_000);
        Running<String> call = threads().run(() -> {
            try (GatewayResponse response = gateway.dispatch(post(client))) {
                return Bytes.text(response.body().readAllBytes());
            }
        });
        Await.open(client.asked());
        long end = System.nanoTime() + 2 * soon.toNanos();
        Await.until("time stands still", () -> System.nanoTime() - end > 0);
        client.send(new byte[100_000]);
        assertEquals("100000", call.result());
    }
}
