package org.gateway4j.host;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.gateway4j.BackendFailureException;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Headers;
import org.gateway4j.RequestBody;
import org.gateway4j.async.AsyncGateway;
import org.junit.jupiter.api.Test;

class AsyncRelayTest {

    private final List<AccessEvent> log = new ArrayList<>();
    private final HostConfig config = HostConfig.defaults().accessLog(log::add);
    private final RecordingSink sink = new RecordingSink();
    private final ManualLoop loop = new ManualLoop();

    private AsyncRelay relay(StubGateway.Application application) {
        return new AsyncRelay(Mounts.of(AsyncGateway.over(new StubGateway(application), Runnable::run)), config);
    }

    private static HostRequest get(String target) {
        return HostRequest.of("GET", target).field("Host", "example.org");
    }

    private static StubGateway.Application text(String text) {
        return request -> GatewayResponse.of(200, Headers.empty(), RequestBody.of(text.getBytes(ISO_8859_1)));
    }

    @Test
    void aResponseReachesTheClientInPieces() {
        assertTrue(relay(text("a text of twenty-two b.")).serve(get("/"), loop, sink));
        loop.run();
        assertEquals("a text of twenty-two b.", sink.text());
        assertEquals("head", sink.calls.get(0));
        assertEquals("end", sink.calls.get(sink.calls.size() - 1));
        assertEquals(23, log.get(0).bytes());
    }

    @Test
    void anExchangeOfAnotherThreadBeginsOnTheLoop() {
        loop.current = false;
        assertTrue(relay(text("hello")).serve(get("/"), loop, sink));
        assertNull(sink.clientGone);
        loop.run();
        assertEquals("hello", sink.text());
    }

    @Test
    void anotherThreadSendsNoErrorPageItself() {
        loop.current = false;
        assertTrue(relay(text("hello")).serve(HostRequest.of("GET", "/"), loop, sink));
        assertEquals(List.of(), sink.calls);
        loop.run();
        assertEquals(400, sink.head.status());
    }

    @Test
    void aClientThatDoesNotReadHoldsTheApplication() {
        sink.writable = false;
        relay(text("hello")).serve(get("/"), loop, sink);
        loop.run();
        assertEquals(List.of("head", "flush"), sink.calls);
        sink.writable = true;
        sink.whenWritable.run();
        loop.run();
        assertEquals("hello", sink.text());
        assertTrue(sink.ended);
    }

    @Test
    void aClientThatIsGoneEndsTheExchange() {
        sink.writable = false;
        relay(text("hello")).serve(get("/"), loop, sink);
        loop.run();
        sink.clientGone.run();
        loop.run();
        assertEquals(List.of("head", "flush", "abort"), sink.calls);
        assertInstanceOf(IOException.class, log.get(0).failure());
        sink.clientGone.run();
        sink.whenWritable.run();
        assertEquals(1, log.size());
    }

    @Test
    void aFailureAfterTheHeadAborts() {
        relay(request -> GatewayResponse.of(
                        200, Headers.empty(), RequestBody.of(new ByteArrayInputStream(new byte[3]), 5)))
                .serve(get("/"), loop, sink);
        loop.run();
        assertInstanceOf(BackendFailureException.class, sink.aborted);
        assertEquals("abort", sink.calls.get(sink.calls.size() - 1));
    }

    @Test
    void aClientThatIsGoneEndsARefusal() {
        sink.writable = false;
        relay(text("hello")).serve(HostRequest.of("GET", "/"), loop, sink);
        loop.run();
        sink.clientGone.run();
        assertEquals(List.of("head", "flush", "abort"), sink.calls);
        assertEquals(1, log.size());
    }

    @Test
    void itTellsBeforeWhetherItTakesARequest() {
        AsyncGateway gateway = AsyncGateway.over(new StubGateway(text("")), Runnable::run);
        AsyncRelay relay =
                new AsyncRelay(Mounts.builder().mount("/blog", gateway).build(), config);
        assertTrue(relay.takes(get("/blog/x")));
        assertTrue(relay.takes(get("/blog/../x")), "to refuse it");
        assertFalse(relay.takes(get("/x")));
    }

    @Test
    void aMalformedRequestIsAnErrorPage() {
        relay(text("hello")).serve(HostRequest.of("GET", "/"), loop, sink);
        loop.run();
        assertEquals(400, sink.head.status());
        assertTrue(sink.text().startsWith("Bad request ("));
        assertTrue(sink.ended);
    }
}
