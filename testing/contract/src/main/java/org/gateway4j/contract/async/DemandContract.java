package org.gateway4j.contract.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.gateway4j.BackendFailureException;
import org.gateway4j.BackendTimeoutException;
import org.gateway4j.ExchangeAbortedException;
import org.gateway4j.GatewayException;
import org.gateway4j.Timeouts;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.async.AsyncResponse;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Bytes;
import org.junit.jupiter.api.Test;

/** Reads give what is there, and a demand is answered once when there is more. */
interface DemandContract extends AsyncFixture {

    Duration SOON = Duration.ofMillis(200);

    int IN_A_ROW = 10_000;

    /** Sends the head, and what follows when it is told to. */
    private CountDownLatch sendLater(String text) {
        CountDownLatch goOn = new CountDownLatch(1);
        application().behave(call -> {
            call.head(200);
            Await.open(goOn);
            call.write(Bytes.of(text));
        });
        return goOn;
    }

    private void sendHeadOnly() {
        application().behave(call -> {
            call.head(200);
            call.awaitHangUp();
        });
    }

    private static int read(AsyncResponse response) throws GatewayException {
        return response.read(ByteBuffer.allocate(100));
    }

    private AtomicInteger demand(AsyncResponse response) throws Exception {
        AtomicInteger calls = new AtomicInteger();
        loop().runAndWait(() -> {
            assertEquals(0, read(response));
            response.demand(() -> {
                loop().expect(loop().inEventLoop(), "a demand was answered by another thread");
                calls.incrementAndGet();
            });
        });
        return calls;
    }

    private static void awaitCall(AtomicInteger calls) throws Exception {
        Await.untilEquals(1, calls::get, "answers to a demand");
    }

    @Test
    default void demandIsAnsweredOnceWhenBytesCome() throws Exception {
        CountDownLatch goOn = sendLater("later");
        RecordingHandler handler = dispatch(gateway(), get());
        AtomicInteger calls = demand(handler.awaitAnswer());
        assertEquals(0, calls.get());
        goOn.countDown();
        awaitCall(calls);
        assertEquals("later", Bytes.text(handler.awaitBody()));
        assertEquals(1, calls.get());
    }

    /** It runs when the call has returned, even if there is something to be read already. */
    @Test
    default void demandIsNeverAnsweredFromInside() throws Exception {
        application().behave(call -> call.answer(200, Bytes.of("here")));
        AsyncResponse response = dispatch(gateway(), get()).awaitAnswer();
        CountDownLatch answered = new CountDownLatch(1);
        AtomicBoolean inside = new AtomicBoolean();
        loop().runAndWait(() -> {
            inside.set(true);
            response.demand(() -> {
                loop().expect(!inside.get(), "a demand was answered from inside");
                answered.countDown();
            });
            inside.set(false);
        });
        Await.open(answered);
        loop().runAndWait(response::close);
    }

    @Test
    default void demandsInARowNeedNoDeepStack() throws Exception {
        application().behave(call -> call.answer(200, Bytes.of("unread")));
        RecordingHandler handler = dispatch(gateway(), get());
        AsyncResponse response = handler.awaitAnswer();
        AtomicInteger calls = new AtomicInteger();
        Runnable again = new Runnable() {
            @Override
            public void run() {
                if (calls.incrementAndGet() < IN_A_ROW) {
                    response.demand(this);
                }
            }
        };
        loop().runAndWait(() -> response.demand(again));
        Await.untilEquals(IN_A_ROW, calls::get, "answers to demands");
        assertEquals("unread", Bytes.text(handler.awaitBody()));
    }

    @Test
    default void demandIsNotAnsweredAfterACloseOnTheLoop() throws Exception {
        sendHeadOnly();
        AsyncGateway gateway = gateway();
        AsyncResponse response = dispatch(gateway, get()).awaitAnswer();
        AtomicInteger calls = demand(response);
        loop().runAndWait(response::close);
        Await.untilEquals(0, () -> gateway.stats().inUse(), "connections in use");
        loop().awaitTasks();
        assertEquals(0, calls.get());
    }

    @Test
    default void demandIsNotAnsweredAfterACloseByAnotherThread() throws Exception {
        sendHeadOnly();
        AsyncGateway gateway = gateway();
        AsyncResponse response = dispatch(gateway, get()).awaitAnswer();
        AtomicInteger calls = demand(response);
        response.close();
        Await.untilEquals(0, () -> gateway.stats().inUse(), "connections in use");
        loop().awaitTasks();
        assertEquals(0, calls.get());
        loop().runAndWait(() -> assertThrows(ExchangeAbortedException.class, () -> read(response)));
    }

    /** An answer that is on its way when the response is closed is not given. */
    @Test
    default void demandIsNotAnsweredAfterACloseThoughBytesAreThere() throws Exception {
        application().behave(call -> call.answer(200, Bytes.of("here")));
        AsyncResponse response = dispatch(gateway(), get()).awaitAnswer();
        AtomicInteger calls = new AtomicInteger();
        loop().runAndWait(() -> {
            response.demand(calls::incrementAndGet);
            response.close();
        });
        loop().awaitTasks();
        loop().awaitTasks();
        assertEquals(0, calls.get());
    }

    /** Whether they had arrived or were read already. */
    @Test
    default void bytesThatWereThereAreGoneAfterAClose() throws Exception {
        application().behave(call -> {
            call.head(200);
            call.write(Bytes.of("here"));
            call.awaitHangUp();
        });
        AsyncResponse response = dispatch(gateway(), get()).awaitAnswer();
        CountDownLatch here = new CountDownLatch(1);
        loop().runAndWait(() -> response.demand(here::countDown));
        Await.open(here);
        AtomicInteger calls = new AtomicInteger();
        loop().runAndWait(() -> {
            response.close();
            assertThrows(ExchangeAbortedException.class, () -> read(response));
            response.demand(calls::incrementAndGet);
            response.demand(calls::incrementAndGet);
        });
        loop().awaitTasks();
        assertEquals(0, calls.get());
    }

    @Test
    default void demandIsGoneAfterACloseByAnotherThread() throws Exception {
        sendHeadOnly();
        AsyncResponse response = dispatch(gateway(), get()).awaitAnswer();
        AtomicInteger calls = demand(response);
        response.close();
        loop().runAndWait(() -> {
            response.demand(calls::incrementAndGet);
            assertThrows(ExchangeAbortedException.class, () -> read(response));
        });
        loop().awaitTasks();
        assertEquals(0, calls.get());
    }

    @Test
    default void demandAfterTheEndAndACloseIsNotAnswered() throws Exception {
        RecordingHandler handler = dispatch(gateway(), get());
        AsyncResponse response = handler.awaitAnswer();
        assertEquals(0, handler.awaitBody().length);
        AtomicInteger calls = new AtomicInteger();
        loop().runAndWait(() -> response.demand(calls::incrementAndGet));
        loop().awaitTasks();
        assertEquals(0, calls.get());
    }

    @Test
    default void secondOpenDemandIsRefused() throws Exception {
        CountDownLatch goOn = sendLater("later");
        RecordingHandler handler = dispatch(gateway(), get());
        AsyncResponse response = handler.awaitAnswer();
        AtomicInteger calls = demand(response);
        loop().runAndWait(() -> assertThrows(IllegalStateException.class, () -> response.demand(() -> {})));
        goOn.countDown();
        awaitCall(calls);
        assertEquals("later", Bytes.text(handler.awaitBody()));
    }

    @Test
    default void readForNothingReadsNothing() throws Exception {
        application().behave(call -> call.answer(200, Bytes.of("text")));
        RecordingHandler handler = dispatch(gateway(), get());
        AsyncResponse response = handler.awaitAnswer();
        loop().runAndWait(() -> assertEquals(0, response.read(ByteBuffer.allocate(0))));
        assertEquals("text", Bytes.text(handler.awaitBody()));
    }

    @Test
    default void theEndIsSaidAgain() throws Exception {
        application().behave(call -> call.answer(200, Bytes.of("text")));
        AsyncGateway gateway = gateway();
        RecordingHandler handler = dispatch(gateway, get());
        AsyncResponse response = handler.awaitAnswer();
        assertEquals("text", Bytes.text(handler.awaitBody()));
        loop().runAndWait(() -> {
            assertEquals(-1, read(response));
            assertEquals(-1, read(response));
            assertEquals(0, response.read(ByteBuffer.allocate(0)));
        });
        assertEquals(0, gateway.stats().inUse());
    }

    @Test
    default void demandAfterTheEndIsAnswered() throws Exception {
        AsyncResponse response = dispatch(gateway(), get()).awaitAnswer();
        AtomicInteger ends = new AtomicInteger();
        Runnable whenReadable = () -> loop().guarded(() -> {
            loop().expect(readQuietly(response) < 0, "a demand was answered without reason");
            ends.incrementAndGet();
        });
        for (int i = 1; i <= 2; i++) {
            loop().runAndWait(() -> response.demand(whenReadable));
            Await.untilEquals(i, ends::get, "ends");
        }
        response.close();
    }

    private static int readQuietly(AsyncResponse response) {
        try {
            return read(response);
        } catch (GatewayException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    default void truncationAnswersADemand() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        application().behave(call -> {
            call.head(200, "Content-Length", "9");
            Await.open(goOn);
            call.breakOff();
        });
        AsyncResponse response = dispatch(gateway(), get()).awaitAnswer();
        AtomicInteger calls = demand(response);
        goOn.countDown();
        awaitCall(calls);
        loop().runAndWait(() -> {
            GatewayException failure = assertThrows(BackendFailureException.class, () -> read(response));
            assertSame(failure, assertThrows(BackendFailureException.class, () -> read(response)));
        });
        response.close();
    }

    @Test
    default void closeOfTheGatewayAnswersADemand() throws Exception {
        sendHeadOnly();
        AsyncGateway gateway = gateway();
        AsyncResponse response = dispatch(gateway, get()).awaitAnswer();
        AtomicInteger calls = demand(response);
        gateway.close();
        awaitCall(calls);
        loop().runAndWait(() -> assertThrows(ExchangeAbortedException.class, () -> read(response)));
    }

    @Test
    default void deadlineAnswersADemand() throws Exception {
        sendHeadOnly();
        AsyncResponse response = dispatch(
                        gateway(settings().with(Timeouts.defaults().withRead(SOON))), get())
                .awaitAnswer();
        long begun = System.nanoTime();
        AtomicInteger calls = demand(response);
        awaitCall(calls);
        assertTrue(System.nanoTime() - begun >= SOON.toNanos(), "too early");
        loop().runAndWait(() -> assertThrows(BackendTimeoutException.class, () -> read(response)));
    }

    @Test
    default void withoutDemandTheTimeOfTheApplicationDoesNotRun() throws Exception {
        CountDownLatch goOn = sendLater("late");
        RecordingHandler handler =
                dispatch(gateway(settings().with(Timeouts.defaults().withRead(SOON.multipliedBy(2)))), get());
        handler.awaitAnswer();
        long end = System.nanoTime() + SOON.multipliedBy(4).toNanos();
        Await.until("time stands still", () -> System.nanoTime() - end > 0);
        goOn.countDown();
        assertEquals("late", Bytes.text(handler.awaitBody()));
    }
}
