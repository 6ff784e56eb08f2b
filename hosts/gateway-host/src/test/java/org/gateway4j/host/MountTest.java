package org.gateway4j.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetSocketAddress;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Headers;
import org.gateway4j.RequestBody;
import org.gateway4j.host.Mount.Prefix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the application of a mount sees, and what it may not show. */
class MountTest {

    private final StubGateway gateway = new StubGateway(request -> GatewayResponse.of(
            200,
            Headers.of("X-Powered-By", "PHP", "X-Old", "1", "Cache-Control", "private", "x-old", "2"),
            RequestBody.none()));

    private RecordingSink serve(String target, Mount mount) throws Exception {
        HostRequest request = HostRequest.of("GET", target)
                .field("Host", "example.org:81")
                .field("Cookie", "a=1")
                .field("Accept", "*/*")
                .remoteAddress("192.0.2.1", 1)
                .localAddress("192.0.2.2", 81)
                .user("alice", "Basic");
        return Exchanges.BLOCKING.serve(request, mount);
    }

    @ParameterizedTest
    @CsvSource({
        "MOUNTED, /blog, /blog, /blog",
        "MOUNTED, /blog/x%20y?q, /blog/x%20y?q, /blog",
        "KEPT, /blog/x?q, /blog/x?q, ''",
        "STRIPPED, /blog, /, ''",
        "STRIPPED, /blog?, /?, ''",
        "STRIPPED, /blog/, /, ''",
        "STRIPPED, /blog/x%20y/%E4?q=/?&r, /x%20y/%E4?q=/?&r, ''",
        "STRIPPED, /blog;v=1/x, /;v=1/x, ''",
        "STRIPPED, http://example.org:81/blog/x?q, /x?q, ''"
    })
    void theApplicationSeesThePrefixAsTheMountSays(Prefix treatment, String target, String seen, String prefix)
            throws Exception {
        serve(target, Mount.of("/blog", gateway).treatment(treatment));
        GatewayRequest request = gateway.last();
        assertEquals(seen, request.target());
        assertEquals(prefix, request.mountPrefix());
        assertEquals(Headers.of("Host", "example.org:81", "Cookie", "a=1", "Accept", "*/*"), request.headers());
        assertEquals("example.org 81 http", request.serverName() + " " + request.serverPort() + " " + request.scheme());
        assertEquals(new InetSocketAddress("192.0.2.1", 1), request.remoteAddress());
        assertEquals(new InetSocketAddress("192.0.2.2", 81), request.localAddress());
        assertEquals("alice", request.user().name());
    }

    @Test
    void theRootHasNoPrefix() throws Exception {
        serve("/blog/x", Mount.of("/", gateway).treatment(Prefix.STRIPPED));
        assertEquals("/blog/x", gateway.last().target());
        assertEquals("", gateway.last().mountPrefix());
    }

    @Test
    void fieldsAreAddedRemovedAndRenamedBothWays() throws Exception {
        RecordingSink sink = serve(
                "/",
                Mount.of("/", gateway)
                        .requestHeaders(HeaderRules.none()
                                .remove("cookie")
                                .rename("accept", "X-Accept")
                                .add("X-Added", "1")
                                .add("X-Added", "2")
                                .set("host", "inner.example"))
                        .responseHeaders(HeaderRules.none()
                                .remove("x-powered-by")
                                .rename("X-OLD", "X-New")
                                .set("Cache-Control", "no-store")
                                .add("Content-Length", "5")
                                .add("Transfer-Encoding", "chunked")));
        assertEquals(
                Headers.of("X-Accept", "*/*", "X-Added", "1", "X-Added", "2", "host", "inner.example"),
                gateway.last().headers());
        assertEquals(
                Headers.of("X-New", "1", "x-new", "2", "Cache-Control", "no-store")
                        .all("X-New"),
                sink.head.headers().all("X-New"));
        assertEquals(Headers.of("X-New", "1", "X-New", "2", "Cache-Control", "no-store"), sink.head.headers());
    }

    @Test
    void aRuleIsCheckedWhenItIsMade() {
        assertThrows(IllegalArgumentException.class, () -> HeaderRules.none().add("X Y", "z"));
        assertThrows(IllegalArgumentException.class, () -> HeaderRules.none().set("X", "a\nb"));
        assertThrows(IllegalArgumentException.class, () -> HeaderRules.none().rename("X", "Y Z"));
        Headers headers = Headers.of("A", "b");
        assertSame(headers, HeaderRules.none().apply(headers));
        assertEquals(headers, HeaderRules.none().rename("X", "Y").apply(headers));
    }

    @Test
    void aMountIsShownByItsPathAndItsGateway() {
        assertEquals("/blog/ -> stub", Mount.of("/blog/", gateway).toString());
        assertEquals("/ -> stub", Exchanges.ASYNC.mount("", gateway).toString());
    }
}
