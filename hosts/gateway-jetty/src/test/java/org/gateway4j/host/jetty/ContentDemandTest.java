package org.gateway4j.host.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.RawClient;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The handler reads content or waits for it, one at a time. Jetty closes the connection of a request that is complete while
 * somebody waits for its content.
 */
class ContentDemandTest extends HandlerFixture {

    private final CountDownLatch demanded = new CountDownLatch(1);
    private final List<String> faults = new CopyOnWriteArrayList<>();

    /** A request that watches who asks for its content. */
    private final class Watched extends Request.Wrapper {

        private final AtomicInteger demands = new AtomicInteger();
        private final AtomicInteger users = new AtomicInteger();

        Watched(Request request) {
            super(request);
        }

        private void enter(String what) {
            if (users.getAndIncrement() > 0) {
                faults.add(what + " while somebody else uses the content");
            }
        }

        @Override
        public Content.Chunk read() {
            if (demands.get() > 0) {
                faults.add("read while waiting for content");
            }
            enter("read");
            try {
                return super.read();
            } finally {
                users.decrementAndGet();
            }
        }

        @Override
        public void demand(Runnable whenAvailable) {
            demands.incrementAndGet();
            super.demand(() -> {
                demands.decrementAndGet();
                whenAvailable.run();
            });
            demanded.countDown();
        }
    }

    private RawClient upload(JettyHost.Kind kind) throws Exception {
        start(
                kind,
                host -> host.arrange(gateways -> new Handler.Wrapper(gateways) {
                    @Override
                    public boolean handle(Request request, Response response, Callback callback) throws Exception {
                        return super.handle(new Watched(request), response, callback);
                    }
                }));
        RawClient raw = connect();
        raw.sendHead("POST /app/x HTTP/1.1", "Host: h.example", "Content-Length: 3000000");
        raw.send("x".repeat(100_000));
        return raw;
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsReadWhileContentIsWaitedFor(JettyHost.Kind kind) throws Exception {
        application.serveBy(call -> {
            assertTrue(demanded.await(20, TimeUnit.SECONDS));
            call.answer(413, Bytes.of("too large"), "Content-Length", "9");
        });
        RawClient raw = upload(kind);
        assertTrue(raw.readHead().get(0).startsWith("HTTP/1.1 413"));
        assertEquals("too large", raw.read(9));

        raw.send("x".repeat(2_900_000));
        raw.sendHead("GET /app/x HTTP/1.1", "Host: h.example");

        assertTrue(raw.readHead().get(0).startsWith("HTTP/1.1 413"));
        assertEquals(List.of(), faults);
    }
}
