package org.gateway4j.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.gateway4j.BackendBusyException;
import org.gateway4j.BackendFailureException;
import org.gateway4j.ExchangeAbortedException;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Headers;
import org.gateway4j.Phase;
import org.gateway4j.RequestBody;
import org.gateway4j.async.AsyncGateway;
import org.junit.jupiter.api.Test;

class BlockingRelayTest {

    private final List<AccessEvent> log = new ArrayList<>();
    private final HostConfig config = HostConfig.defaults().accessLog(log::add);
    private final RecordingSink sink = new RecordingSink();

    private BlockingRelay relay(StubGateway.Application application) {
        return new BlockingRelay(Mounts.of(new StubGateway(application)), config);
    }

    private static HostRequest get(String target) {
        return HostRequest.of("GET", target).field("Host", "example.org");
    }

    @Test
    void aResponseReachesTheClientWithItsHeadFirst() throws Exception {
        BlockingRelay relay = new BlockingRelay(Mounts.of(StubGateway.ofText("hello")), config);
        assertTrue(relay.serve(get("/x?y"), sink));
        assertEquals(List.of("head", "write 5", "end"), sink.calls);
        assertEquals(new ResponseHead(200, "", Headers.of("Content-Type", "text/plain"), 5, true), sink.head);
        assertEquals("hello", sink.text());
        AccessEvent event = log.get(0);
        assertEquals(
                "GET /x?y 200 5 stub",
                event.method() + " " + event.target() + " " + event.status() + " " + event.bytes() + " "
                        + event.gateway());
        assertNull(event.failure());
    }

    @Test
    void whatNoMountTakesIsNotTouched() throws Exception {
        BlockingRelay relay = new BlockingRelay(
                Mounts.builder().mount("/blog", StubGateway.ofText("")).build(), config);
        assertFalse(relay.serve(get("/x"), sink));
        assertEquals(List.of(), sink.calls);
        assertEquals(List.of(), log);
    }

    @Test
    void aPauseOfTheApplicationFlushesWhatThereIs() throws Exception {
        InputStream pausing = new InputStream() {
            private int left = 3;

            @Override
            public int read() {
                return left-- > 0 ? 'x' : -1;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                int octet = read();
                target[offset] = (byte) octet;
                return octet < 0 ? -1 : 1;
            }
        };
        relay(request -> GatewayResponse.of(200, Headers.empty(), RequestBody.of(pausing, -1)))
                .serve(get("/"), sink);
        assertEquals(List.of("head", "write 1", "flush", "write 1", "flush", "write 1", "flush", "end"), sink.calls);
        assertEquals(-1, sink.head.length());
    }

    @Test
    void aFailureBeforeTheHeadIsAnErrorPage() throws Exception {
        relay(request -> {
                    throw new BackendBusyException("stub", Phase.ACQUIRE, "pool of /run/secret.sock is full", null);
                })
                .serve(get("/"), sink);
        assertEquals(503, sink.head.status());
        assertTrue(sink.head.headers().contains("Retry-After"));
        assertTrue(sink.text().startsWith("The application is busy ("), sink.text());
        assertFalse(sink.text().contains("secret"));
        assertInstanceOf(BackendBusyException.class, log.get(0).failure());
    }

    @Test
    void aFailureAfterTheHeadAborts() throws Exception {
        relay(request -> GatewayResponse.of(
                        200, Headers.empty(), RequestBody.of(new ByteArrayInputStream(new byte[3]), 5)))
                .serve(get("/"), sink);
        assertEquals(List.of("head", "write 3", "flush", "flush", "abort"), sink.calls);
        assertInstanceOf(BackendFailureException.class, sink.aborted);
    }

    @Test
    void aClientThatIsGoneEndsTheExchange() throws Exception {
        sink.broken = true;
        new BlockingRelay(Mounts.of(StubGateway.ofText("hello")), config).serve(get("/"), sink);
        assertEquals(List.of("head", "abort"), sink.calls);
        assertEquals("broken pipe", sink.aborted.getMessage());
        assertSame(sink.aborted, log.get(0).failure());
    }

    @Test
    void aClientThatLeavesEndsAnExchangeWithoutAHead() throws Exception {
        relay(request -> {
                    sink.clientGone.run();
                    throw new ExchangeAbortedException("stub", Phase.HEAD, true, "call was cancelled", null);
                })
                .serve(get("/"), sink);
        assertEquals(List.of("abort"), sink.calls);
        assertEquals("the client is gone", log.get(0).failure().getMessage());
        assertEquals(0, log.get(0).status());
    }

    @Test
    void aClientThatHasLeftStopsTheNextCallToo() throws Exception {
        StubGateway never = StubGateway.ofText("");
        Mounts mounts = Mounts.builder()
                .mount("/a", new StubGateway(request -> {
                    sink.clientGone.run();
                    return HandedOff.to("/b");
                }))
                .mount("/b", never)
                .build();
        new BlockingRelay(mounts, config).serve(get("/a"), sink);
        assertEquals(List.of("abort"), sink.calls);
        assertEquals(List.of(), never.requests);
    }

    @Test
    void aMalformedRequestIsRefusedAndItsBodyClosed() throws Exception {
        boolean[] closed = {false};
        RequestBody body = RequestBody.of(
                new ByteArrayInputStream(new byte[1]) {
                    @Override
                    public void close() throws IOException {
                        closed[0] = true;
                        super.close();
                    }
                },
                1);
        relay(request -> {
                    throw new AssertionError("reached");
                })
                .serve(HostRequest.of("POST", "/").body(body), sink);
        assertEquals(400, sink.head.status());
        assertTrue(closed[0]);
    }

    @Test
    void headHasTheLengthAndNoBody() throws Exception {
        HostRequest head = HostRequest.of("HEAD", "/").field("Host", "example.org");
        new BlockingRelay(Mounts.of(StubGateway.ofText("hello")), config).serve(head, sink);
        assertEquals(List.of("head", "end"), sink.calls);
        assertEquals(5, sink.head.length());
        assertFalse(sink.head.hasBody());
    }

    @Test
    void theHostsStreamStaysOpen() throws Exception {
        InputStream body = new ByteArrayInputStream(new byte[1]) {
            @Override
            public void close() {
                throw new AssertionError("closed");
            }
        };
        new BlockingRelay(Mounts.of(StubGateway.ofText("hello")), config).serve(get("/").body(body, 1), sink);
        assertTrue(sink.ended);
    }

    @Test
    void anUnexpectedFailureIsAnErrorPageToo() throws Exception {
        relay(request -> {
                    throw new IllegalStateException("stub is closed");
                })
                .serve(get("/"), sink);
        assertEquals(500, sink.head.status());
        assertFalse(log.get(0).duration().isNegative());
        assertTrue(log.get(0).timeToHead().compareTo(Duration.ZERO) >= 0);
    }

    @Test
    void aGatewayForEventLoopsIsRefusedAtOnce() {
        Mounts mounts = Mounts.of(AsyncGateway.over(StubGateway.ofText(""), Runnable::run));
        String message = assertThrows(IllegalArgumentException.class, () -> new BlockingRelay(mounts, config))
                .getMessage();
        assertTrue(message.startsWith("mount / -> stub has a gateway for event loops"), message);
    }
}
