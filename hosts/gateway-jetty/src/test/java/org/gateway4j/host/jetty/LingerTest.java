package org.gateway4j.host.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.Components;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Attributes;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.util.thread.ThreadPool;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.RawClient;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How long a client may go on sending a request that is answered. The test is the clock. */
class LingerTest extends HandlerFixture {

    private final BlockingQueue<Limit> limits = new LinkedBlockingQueue<>();

    private static final class Limit implements Scheduler.Task {

        private final Runnable action;
        private volatile boolean cancelled;

        Limit(Runnable action) {
            this.action = action;
        }

        @Override
        public boolean cancel() {
            cancelled = true;
            return true;
        }
    }

    private final class Clock extends AbstractLifeCycle implements Scheduler {

        @Override
        public Task schedule(Runnable task, long delay, TimeUnit units) {
            Limit limit = new Limit(task);
            limits.add(limit);
            return limit;
        }
    }

    @SuppressWarnings("removal") // The interface still has the method.
    private record Clocked(Components real, Scheduler clock) implements Components {

        @Override
        public ByteBufferPool getByteBufferPool() {
            return real.getByteBufferPool();
        }

        @Override
        public Scheduler getScheduler() {
            return clock;
        }

        @Override
        public ThreadPool getThreadPool() {
            return real.getThreadPool();
        }

        @Override
        public Attributes getCache() {
            return real.getCache();
        }
    }

    /** A client with an answer, which has not sent all of its request. */
    private RawClient answered(JettyHost.Kind kind) throws Exception {
        application.serveBy(call -> call.answer(413, Bytes.of("too large"), "Content-Length", "9"));
        Scheduler clock = new Clock();
        start(
                kind,
                host -> host.arrange(gateways -> new Handler.Wrapper(gateways) {
                    @Override
                    public boolean handle(Request request, Response response, Callback callback) throws Exception {
                        return super.handle(
                                new Request.Wrapper(request) {
                                    @Override
                                    public Components getComponents() {
                                        return new Clocked(super.getComponents(), clock);
                                    }
                                },
                                response,
                                callback);
                    }
                }));
        RawClient raw = connect();
        raw.sendHead("POST /app/x HTTP/1.1", "Host: h.example", "Content-Length: 300000");
        raw.send("x".repeat(100_000));
        assertTrue(raw.readHead().get(0).startsWith("HTTP/1.1 413"));
        assertEquals("too large", raw.read(9));
        return raw;
    }

    private Limit limit() throws InterruptedException {
        Limit limit = limits.poll(20, TimeUnit.SECONDS);
        assertFalse(limit == null, "no limit for the client");
        return limit;
    }

    @ParameterizedTest
    @EnumSource
    void theLimitIsLiftedWhenTheRequestHasArrived(JettyHost.Kind kind) throws Exception {
        RawClient raw = answered(kind);
        Limit limit = limit();
        assertFalse(limit.cancelled);

        raw.send("x".repeat(200_000));

        Await.until(() -> "still scheduled", () -> limit.cancelled);
    }

    @ParameterizedTest
    @EnumSource
    void theConnectionEndsAtTheLimit(JettyHost.Kind kind) throws Exception {
        RawClient raw = answered(kind);

        limit().action.run();

        assertEnds(raw);
    }

    /** By a reset, if bytes of the client were on their way. */
    private static void assertEnds(RawClient raw) throws IOException {
        try {
            assertEquals("", raw.read(1));
        } catch (SocketException e) {
            assertEquals("Connection reset", e.getMessage());
        }
    }
}
