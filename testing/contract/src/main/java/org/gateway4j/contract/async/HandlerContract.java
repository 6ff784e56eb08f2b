package org.gateway4j.contract.async;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.gateway4j.BackendFailureException;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.PoolConfig;
import org.gateway4j.RequestBody;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.async.AsyncResponse;
import org.gateway4j.async.ResponseHandler;
import org.gateway4j.contract.Running;
import org.gateway4j.contract.ThreadKind;
import org.gateway4j.contract.WatchedBody;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A handler is called once, on its loop, whoever dispatches and whatever comes of it. */
interface HandlerContract extends AsyncFixture {

    int IN_A_ROW = 10_000;

    private static GatewayRequest refused(RequestBody body) {
        return GatewayRequest.builder("POST", "/app")
                .header("Host", "a")
                .header("Host", "b")
                .body(body)
                .build();
    }

    @Test
    default void answerIsToldOnce() throws Exception {
        application().behave(call -> call.answer(200, Bytes.of("text")));
        RecordingHandler handler = dispatch(gateway(), get());
        assertEquals("text", Bytes.text(handler.awaitBody()));
        handler.awaitCall();
    }

    @Test
    default void failureIsToldOnce() throws Exception {
        WatchedBody body = new WatchedBody(RequestBody.of(new byte[9]));
        dispatch(unreachable(settings()), post(body)).awaitFailure(BackendFailureException.class);
        assertEquals(1, body.closes());
    }

    @Test
    default void dispatchOnTheLoopIsToldOnce() throws Exception {
        AsyncGateway gateway = gateway();
        WatchedBody body = new WatchedBody(RequestBody.of(new byte[9]));
        List<RecordingHandler> handlers = new ArrayList<>();
        loop().runAndWait(() -> {
            handlers.add(dispatch(gateway, refused(body)));
            handlers.add(dispatch(gateway, get()));
        });
        handlers.get(0).awaitFailure(RequestRejectedException.class);
        assertEquals(0, handlers.get(1).awaitBody().length);
        assertEquals(1, body.closes());
    }

    @Test
    default void manyThreadsDispatchOnOneLoop() throws Exception {
        application().behave(call -> call.answer(200, call.input().readAllBytes()));
        AsyncGateway gateway = gateway();
        List<Running<Integer>> callers = new ArrayList<>();
        for (int caller = 0; caller < 8; caller++) {
            int number = caller;
            callers.add(ThreadKind.PLATFORM.run(() -> echoRepeatedly(gateway, loop(), number)));
        }
        for (Running<Integer> caller : callers) {
            assertEquals(40, caller.result());
        }
    }

    private int echoRepeatedly(AsyncGateway gateway, WatchedLoop on, int caller) throws Exception {
        int right = 0;
        for (int i = 0; i < 40; i++) {
            byte[] content = Bytes.random(1 + 997 * i, 100L * caller + i);
            RecordingHandler handler = new RecordingHandler(on);
            gateway.dispatch(post(RequestBody.of(content)), on, handler);
            assertArrayEquals(content, handler.awaitBody());
            right++;
        }
        return right;
    }

    /** With fewer connections than loops, each connection must be taken from another loop. */
    @Test
    default void loopsShareTheConnections() throws Exception {
        application().behave(call -> call.answer(200, call.input().readAllBytes()));
        AsyncGateway gateway = gateway(settings().with(PoolConfig.of(2)));
        List<Running<Integer>> callers = new ArrayList<>();
        for (int caller = 0; caller < 4; caller++) {
            int number = caller;
            WatchedLoop own = anotherLoop();
            callers.add(ThreadKind.PLATFORM.run(() -> echoRepeatedly(gateway, own, number)));
        }
        for (Running<Integer> caller : callers) {
            assertEquals(40, caller.result());
        }
    }

    /** What makes a dispatch fail before anything is sent. */
    enum Immediate {
        REFUSED {
            @Override
            AsyncGateway gateway(HandlerContract contract) {
                return contract.gateway();
            }

            @Override
            GatewayRequest request(HandlerContract contract) {
                return refused(RequestBody.none());
            }
        },
        NOBODY_MAY_WAIT {
            @Override
            AsyncGateway gateway(HandlerContract contract) throws Exception {
                AsyncGateway full = contract.gateway(
                        contract.settings().with(PoolConfig.of(1).withMaxWaiters(0)));
                contract.application().behave(call -> {
                    call.head(200);
                    call.awaitHangUp();
                });
                contract.dispatch(full, contract.get()).awaitAnswer();
                return full;
            }
        },
        DRAINING {
            @Override
            AsyncGateway gateway(HandlerContract contract) throws Exception {
                AsyncGateway draining = contract.gateway();
                draining.drain(Duration.ZERO);
                return draining;
            }
        },
        UNREACHABLE {
            @Override
            AsyncGateway gateway(HandlerContract contract) {
                return contract.unreachable(contract.settings());
            }
        };

        abstract AsyncGateway gateway(HandlerContract contract) throws Exception;

        GatewayRequest request(HandlerContract contract) {
            return contract.get();
        }
    }

    /** Each is dispatched by the handler of the one before, perhaps before that dispatch has returned. */
    @ParameterizedTest
    @EnumSource
    default void manyFailuresInARowNeedNoDeepStack(Immediate failure) throws Exception {
        AsyncGateway gateway = failure.gateway(this);
        GatewayRequest request = failure.request(this);
        AtomicInteger failures = new AtomicInteger();
        ResponseHandler again = new ResponseHandler() {
            @Override
            public void answered(AsyncResponse response) {
                response.close();
            }

            @Override
            public void failed(GatewayException e) {
                if (failures.incrementAndGet() < IN_A_ROW) {
                    gateway.dispatch(request, loop(), this);
                }
            }
        };
        loop().runAndWait(() -> gateway.dispatch(request, loop(), again));
        Await.untilEquals(IN_A_ROW, failures::get, "failures");
        gateway.close();
    }

    /** How many answers follow each other; fewer where each takes long. */
    default int answersInARow() {
        return 2_000;
    }

    @Test
    default void manyAnswersInARowNeedNoDeepStack() throws Exception {
        int times = answersInARow();
        AsyncGateway gateway = gateway();
        AtomicInteger answers = new AtomicInteger();
        ResponseHandler again = new ResponseHandler() {
            @Override
            public void answered(AsyncResponse response) {
                response.close();
                if (answers.incrementAndGet() < times) {
                    gateway.dispatch(get(), loop(), this);
                }
            }

            @Override
            public void failed(GatewayException failure) {
                throw new AssertionError(failure);
            }
        };
        gateway.dispatch(get(), loop(), again);
        Await.untilEquals(times, answers::get, "answers");
    }

    @Test
    default void handlerThatThrowsAtAnAnswerEndsTheExchange() throws Exception {
        CountDownLatch letGo = new CountDownLatch(1);
        application().behave(call -> {
            call.head(200);
            call.awaitHangUp();
            letGo.countDown();
        });
        AsyncGateway gateway = gateway();
        WatchedBody body = new WatchedBody(RequestBody.of(new byte[9]));
        RecordingHandler throwing = throwing();
        gateway.dispatch(post(body), loop(), throwing);
        Await.open(letGo);
        throwing.awaitCall();
        assertEquals(1, body.closes());
        Await.untilEquals(0, () -> gateway.stats().inUse(), "connections in use");
    }

    @Test
    default void handlerThatThrowsAtAFailureHarmsNothing() throws Exception {
        AsyncGateway gateway = gateway(settings().with(PoolConfig.of(1)));
        WatchedBody body = new WatchedBody(RequestBody.of(new byte[9]));
        RecordingHandler throwing = throwing();
        gateway.dispatch(refused(body), loop(), throwing);
        throwing.awaitFailure(RequestRejectedException.class);
        assertEquals(1, body.closes());
        assertEquals(0, dispatch(gateway, get()).awaitBody().length);
    }

    private RecordingHandler throwing() {
        return new RecordingHandler(loop()) {
            @Override
            public void answered(AsyncResponse value) {
                super.answered(value);
                throw new IllegalStateException("thrown on purpose at an answer");
            }

            @Override
            public void failed(GatewayException value) {
                super.failed(value);
                throw new IllegalStateException("thrown on purpose at a failure");
            }
        };
    }

    @Test
    default void closedGatewayRefusesAndClosesTheBody() throws Exception {
        AsyncGateway gateway = gateway();
        gateway.close();
        gateway.close();
        WatchedBody body = new WatchedBody(RequestBody.of(new ByteArrayInputStream(new byte[1]), 1));
        RecordingHandler handler = new RecordingHandler(loop());
        assertThrows(IllegalStateException.class, () -> gateway.dispatch(post(body), loop(), handler));
        loop().awaitTasks();
        assertEquals(0, handler.calls());
        assertEquals(1, body.closes());
    }
}
