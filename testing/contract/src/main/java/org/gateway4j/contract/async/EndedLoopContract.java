package org.gateway4j.contract.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import org.gateway4j.GatewayException;
import org.gateway4j.PoolConfig;
import org.gateway4j.RequestBody;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.async.AsyncResponse;
import org.gateway4j.contract.ApplicationCall;
import org.gateway4j.contract.PausingBody;
import org.gateway4j.contract.WatchedBody;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Bytes;
import org.junit.jupiter.api.Test;

/** A loop that ends too early: what was on it fails, and all is there for those on other loops. */
interface EndedLoopContract extends AsyncFixture {

    private AsyncGateway one() {
        return gateway(settings().with(PoolConfig.of(1)));
    }

    private RecordingHandler dispatch(AsyncGateway gateway, RequestBody body, WatchedLoop on) {
        RecordingHandler handler = new RecordingHandler(on);
        return handler.begun(gateway.dispatch(post(body), on, handler));
    }

    private static void awaitFailure(RecordingHandler handler) {
        Await.until("a call of a handler", () -> handler.calls() > 0);
        assertEquals(1, handler.calls());
        assertNotNull(handler.failure());
    }

    private void assertServed(AsyncGateway gateway) throws Exception {
        application().behave(call -> call.answer(200, Bytes.of("served")));
        assertEquals("served", Bytes.text(dispatch(gateway, get()).awaitBody()));
    }

    @Test
    default void exchangeThatAwaitsItsHeadFails() throws Exception {
        CountDownLatch received = new CountDownLatch(1);
        application().behave(call -> {
            received.countDown();
            call.awaitHangUp();
        });
        AsyncGateway gateway = one();
        WatchedLoop ending = anotherLoop();
        WatchedBody body = new WatchedBody(RequestBody.of(new byte[9]));
        RecordingHandler handler = dispatch(gateway, body, ending);
        Await.open(received);
        ending.end();
        awaitFailure(handler);
        assertEquals(1, body.closes());
        assertServed(gateway);
    }

    @Test
    default void exchangeWhoseClientPausesFails() throws Exception {
        application().behave(ApplicationCall::awaitHangUp);
        AsyncGateway gateway = one();
        WatchedLoop ending = anotherLoop();
        PausingBody client = new PausingBody(300_000);
        WatchedBody body = new WatchedBody(client);
        RecordingHandler handler = dispatch(gateway, body, ending);
        Await.open(client.asked());
        ending.end();
        client.send(new byte[1000]);
        awaitFailure(handler);
        assertEquals(1, body.closes());
        assertServed(gateway);
    }

    /** Nobody demands anything of it, so it learns of the end when it is closed at the latest. */
    @Test
    default void responseThatIsClosedLetsItsConnectionGo() throws Exception {
        application().behave(call -> {
            call.head(200);
            call.awaitHangUp();
        });
        AsyncGateway gateway = one();
        WatchedLoop ending = anotherLoop();
        AsyncResponse response = dispatch(gateway, RequestBody.none(), ending).awaitAnswer();
        ending.end();
        response.close();
        assertServed(gateway);
        assertThrows(GatewayException.class, () -> response.read(ByteBuffer.allocate(1)));
    }

    @Test
    default void idleConnectionIsReplaced() throws Exception {
        AsyncGateway gateway = one();
        WatchedLoop ending = anotherLoop();
        assertEquals(0, dispatch(gateway, RequestBody.none(), ending).awaitBody().length);
        assertEquals(kept(), gateway.stats().idle());
        ending.end();
        assertServed(gateway);
        assertEquals(2, gateway.stats().opened());
    }

    /** A place in the queue must not swallow the permit. */
    @Test
    default void waiterIsPassedOver() throws Exception {
        AsyncGateway gateway = one();
        WatchedLoop ending = anotherLoop();
        AsyncResponse held = dispatch(gateway, get()).awaitAnswer();
        WatchedBody body = new WatchedBody(RequestBody.of(new byte[9]));
        RecordingHandler lost = dispatch(gateway, body, ending);
        Await.untilEquals(1, () -> gateway.stats().waiting(), "waiters");
        RecordingHandler next = dispatch(gateway, get());
        ending.end();
        held.close();
        assertEquals(0, next.awaitBody().length);
        awaitFailure(lost);
        assertEquals(1, body.closes());
    }

    @Test
    default void dispatchOnItFails() throws Exception {
        AsyncGateway gateway = one();
        WatchedLoop ended = anotherLoop();
        ended.end();
        WatchedBody body = new WatchedBody(RequestBody.of(new byte[9]));
        awaitFailure(dispatch(gateway, body, ended));
        assertEquals(1, body.closes());
        assertServed(gateway);
    }
}
