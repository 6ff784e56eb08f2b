package org.gateway4j.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.gateway4j.BackendFailureException;
import org.gateway4j.GatewayListener;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Headers;
import org.gateway4j.Phase;
import org.gateway4j.RequestBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What there is to log of an exchange, once for each. */
class AccessEventTest {

    private static HostRequest get(String target) {
        return HostRequest.of("GET", target).field("Host", "example.org").remoteAddress("192.0.2.1", 4711);
    }

    @ParameterizedTest
    @EnumSource
    void aResponseIsLoggedWithItsFigures(Exchanges exchanges) throws Exception {
        StubGateway gateway = StubGateway.ofText("hello");
        AccessEvent event = exchanges.logged(get("/blog/x?y"), exchanges.mount("/blog", gateway));
        assertEquals("GET", event.method());
        assertEquals("/blog/x?y", event.target());
        assertEquals("HTTP/1.1", event.protocol());
        assertEquals("192.0.2.1", event.client().getAddress().getHostAddress());
        assertEquals(200, event.status());
        assertEquals(5, event.bytes());
        assertEquals("stub", event.gateway());
        assertEquals("/blog", event.request().mountPrefix());
        assertNotNull(event.began());
        assertTrue(event.timeToHead().compareTo(event.duration()) <= 0);
        assertNull(event.connectionReused());
        assertNull(event.failure());
    }

    @ParameterizedTest
    @EnumSource
    void aFailureIsLoggedWithItsReason(Exchanges exchanges) throws Exception {
        StubGateway gateway = new StubGateway(request -> {
            throw new BackendFailureException("stub", Phase.CONNECT, false, "connection refused", null);
        });
        AccessEvent event = exchanges.logged(get("/"), exchanges.mount("/", gateway));
        assertEquals(502, event.status());
        assertInstanceOf(BackendFailureException.class, event.failure());
    }

    @ParameterizedTest
    @EnumSource
    void aCutResponseIsLoggedWithTheStatusThatWasSent(Exchanges exchanges) throws Exception {
        StubGateway gateway = new StubGateway(request ->
                GatewayResponse.of(200, Headers.empty(), RequestBody.of(new ByteArrayInputStream(new byte[3]), 5)));
        AccessEvent event = exchanges.logged(get("/"), exchanges.mount("/", gateway));
        assertEquals(200, event.status());
        assertEquals(3, event.bytes());
        assertInstanceOf(BackendFailureException.class, event.failure());
    }

    @ParameterizedTest
    @EnumSource
    void aRefusalIsLoggedWithoutAnApplication(Exchanges exchanges) throws Exception {
        AccessEvent event = exchanges.logged(HostRequest.of("GET", "/"), exchanges.mount("/", StubGateway.ofText("")));
        assertEquals(400, event.status());
        assertNull(event.gateway());
        assertNull(event.request());
        assertNotNull(event.failure());
    }

    @ParameterizedTest
    @EnumSource
    void theClientIsTheOneThatATrustedProxyNames(Exchanges exchanges) throws Exception {
        List<AccessEvent> events = new ArrayList<>();
        HostConfig config = HostConfig.defaults().accessLog(events::add).trustedProxies(TrustedProxies.of("192.0.2.1"));
        exchanges.serve(
                get("/").field("X-Forwarded-For", "203.0.113.7"), config, exchanges.mount("/", StubGateway.ofText("")));
        assertEquals("203.0.113.7", events.get(0).client().getAddress().getHostAddress());
    }

    @ParameterizedTest
    @EnumSource
    void aGatewayTellsWhetherItsConnectionWasReused(Exchanges exchanges) throws Exception {
        GatewayListener listener = AccessEvent.upstreamListener();
        StubGateway gateway = new StubGateway(request -> {
            listener.connectionAcquired(request, 7, false, 0);
            listener.connectionAcquired(request, 8, true, 0);
            return GatewayResponse.of(200, Headers.empty(), RequestBody.none());
        });
        AccessEvent event = exchanges.logged(get("/"), exchanges.mount("/", gateway));
        assertEquals(true, event.connectionReused());
    }

    /** A gateway may serve others as well. */
    @Test
    void requestsOfOthersAreNoneOfItsBusiness() {
        AccessEvent.upstreamListener()
                .connectionAcquired(org.gateway4j.GatewayRequest.get("/").build(), 1, true, 0);
    }

    @ParameterizedTest
    @EnumSource
    void aLogThatFailsCostsNobodyTheResponse(Exchanges exchanges) throws Exception {
        HostConfig config = HostConfig.defaults().accessLog(event -> {
            throw new IllegalStateException("disk full");
        });
        RecordingSink sink = exchanges.serve(get("/"), config, exchanges.mount("/", StubGateway.ofText("hello")));
        assertEquals("hello", sink.text());
        assertTrue(sink.ended);
        assertFalse(sink.calls.contains("abort"));
    }
}
