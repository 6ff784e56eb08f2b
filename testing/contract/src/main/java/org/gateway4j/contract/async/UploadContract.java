package org.gateway4j.contract.async;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gateway4j.BackendFailureException;
import org.gateway4j.ExchangeAbortedException;
import org.gateway4j.RequestBody;
import org.gateway4j.RequestBodyException;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.async.AsyncResponse;
import org.gateway4j.contract.ApplicationCall;
import org.gateway4j.contract.PausingBody;
import org.gateway4j.contract.WatchedBody;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.Messages;
import org.gateway4j.testkit.PatternStream;
import org.junit.jupiter.api.Test;

/** Request bodies on a loop: polled there if they can be, read elsewhere if not, and closed exactly once. */
interface UploadContract extends AsyncFixture {

    int LARGE = 64 << 20;

    /** What the two sockets may hold, whose buffers grow; far less than a large body. */
    int HELD = 24 << 20;

    private void echo() {
        application().behave(call -> call.answer(200, call.input().readAllBytes()));
    }

    @Test
    default void bodyIsPolledOnTheLoop() throws Exception {
        echo();
        byte[] content = Bytes.random(300_000, 5);
        PausingBody client = new PausingBody(content.length);
        WatchedBody body = new WatchedBody(new PolledOn(loop(), client));
        RecordingHandler handler = dispatch(gateway(), post(body));
        for (int from = 0; from < content.length; from += 30_000) {
            client.send(Arrays.copyOfRange(content, from, from + 30_000));
            loop().awaitTasks();
        }
        assertArrayEquals(content, handler.awaitBody());
        assertEquals(1, body.closes());
    }

    /** A wake-up that comes too early, from inside, does no harm. */
    @Test
    default void earlyWakeUpsInARowNeedNoDeepStack() throws Exception {
        echo();
        RestlessBody body = new RestlessBody(10_000, 100_000);
        assertEquals(100_000, dispatch(gateway(), post(body)).awaitBody().length);
        assertEquals(1, body.closes());
    }

    /** It must not hold the loop up, on which another exchange comes and goes meanwhile. */
    @Test
    default void bodyThatMayBlockIsReadElsewhere() throws Exception {
        echo();
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicBoolean onLoop = new AtomicBoolean();
        InputStream blocking = new InputStream() {
            @Override
            public int read() throws IOException {
                onLoop.compareAndSet(false, loop().inEventLoop());
                reading.countDown();
                try {
                    Await.open(goOn);
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                return 'x';
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                target[offset] = (byte) read();
                return 1;
            }
        };
        AsyncGateway gateway = gateway();
        RecordingHandler slow = dispatch(gateway, post(RequestBody.of(blocking, 3)));
        Await.open(reading);
        assertEquals(0, dispatch(gateway, get()).awaitBody().length);
        assertEquals(0, slow.calls());
        goOn.countDown();
        assertEquals("xxx", Bytes.text(slow.awaitBody()));
        assertFalse(onLoop.get());
    }

    @Test
    default void bodyThatFailsIsAFailureOfTheRequest() throws Exception {
        echo();
        PausingBody client = new PausingBody(300_000);
        client.send(new byte[1000]);
        WatchedBody body = new WatchedBody(new FailingBody(client));
        RecordingHandler handler = dispatch(gateway(), post(body));
        Await.open(client.asked());
        client.end();
        RequestBodyException failure = handler.awaitFailure(RequestBodyException.class);
        Messages.assertContains("client is gone", failure);
        assertEquals(1, body.closes());
    }

    @Test
    default void bodyThatEndsEarlyIsAFailureOfTheRequest() throws Exception {
        echo();
        PausingBody client = new PausingBody(300_000);
        client.send(new byte[1000]);
        client.end();
        WatchedBody body = new WatchedBody(client);
        Messages.assertContains(
                "1000 of 300000", dispatch(gateway(), post(body)).awaitFailure(RequestBodyException.class));
        assertEquals(1, body.closes());
    }

    @Test
    default void earlyAnswerClosesTheBodyOnce() throws Exception {
        application().behave(call -> call.answer(413, Bytes.of("too much")));
        PausingBody client = new PausingBody(300_000);
        client.send(new byte[1000]);
        WatchedBody body = new WatchedBody(client);
        RecordingHandler handler = dispatch(gateway(), post(body));
        assertEquals("too much", Bytes.text(handler.awaitBody()));
        assertEquals(1, body.closes());
    }

    @Test
    default void abortWhileTheClientPausesClosesTheBodyOnce() throws Exception {
        application().behave(ApplicationCall::awaitHangUp);
        PausingBody client = new PausingBody(300_000);
        WatchedBody body = new WatchedBody(client);
        RecordingHandler handler = dispatch(gateway(), post(body));
        Await.open(client.asked());
        handler.exchange().abort();
        handler.awaitFailure(ExchangeAbortedException.class);
        assertEquals(1, body.closes());
        client.send(new byte[1000]);
        loop().awaitTasks();
        assertEquals(1, body.closes());
    }

    @Test
    default void closeOfTheGatewayWhileTheClientPausesClosesTheBodyOnce() throws Exception {
        application().behave(ApplicationCall::awaitHangUp);
        PausingBody client = new PausingBody(300_000);
        WatchedBody body = new WatchedBody(client);
        AsyncGateway gateway = gateway();
        RecordingHandler handler = dispatch(gateway, post(body));
        Await.open(client.asked());
        gateway.close();
        handler.awaitFailure(ExchangeAbortedException.class);
        assertEquals(1, body.closes());
    }

    @Test
    default void unreachableApplicationClosesTheBodyOnceAndUnread() throws Exception {
        WatchedBody body = new WatchedBody(new PausingBody(300_000));
        dispatch(unreachable(settings()), post(body)).awaitFailure(BackendFailureException.class);
        assertEquals(1, body.closes());
        assertEquals(0, body.bytesRead());
    }

    private static void check(ApplicationCall call) throws IOException {
        PatternStream.Expecting expecting = new PatternStream.Expecting();
        call.input().transferTo(expecting);
        call.answer(200, Bytes.of("" + expecting.position()));
    }

    /** While one application pauses, the gateway could read all of its body, since it reads all of another's. */
    @Test
    default void bodyIsNotReadAheadOfItsApplication() throws Exception {
        CountDownLatch received = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        application().behave(call -> {
            received.countDown();
            Await.open(goOn);
            check(call);
        });
        AsyncGateway gateway = gateway();
        WatchedBody waiting = new WatchedBody(new PatternBody(LARGE));
        RecordingHandler slow = dispatch(gateway, post(waiting));
        Await.open(received);
        application().behave(UploadContract::check);
        RecordingHandler quick = dispatch(gateway, post(new PatternBody(LARGE)));
        assertEquals("" + LARGE, Bytes.text(quick.awaitBody()));
        assertTrue(waiting.bytesRead() < HELD, () -> waiting.bytesRead() + " bytes were read for nobody");
        assertEquals(0, slow.calls());
        goOn.countDown();
        assertEquals("" + LARGE, Bytes.text(slow.awaitBody()));
        assertEquals(1, waiting.closes());
    }

    /** Neither direction may wait for the other's end. */
    @Test
    default void bothDirectionsStreamAtOnce() throws Exception {
        application().behave(call -> {
            call.head(200);
            byte[] piece = new byte[50_000];
            for (int count = call.input().read(piece);
                    count >= 0;
                    count = call.input().read(piece)) {
                call.write(Arrays.copyOf(piece, count));
            }
        });
        AsyncResponse response =
                dispatch(gateway(), post(new PatternBody(LARGE))).awaitAnswer();
        PatternStream.Expecting client = new PatternStream.Expecting();
        BodyReading.into(response, loop(), client).await();
        assertEquals(LARGE, client.position());
    }
}
