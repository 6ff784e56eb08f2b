package org.gateway4j.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.gateway4j.BackendBusyException;
import org.gateway4j.Phase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a client gets when there is no response. */
class ErrorPagesTest {

    private final StubGateway busy = new StubGateway(request -> {
        throw new BackendBusyException("stub /run/secret.sock", Phase.ACQUIRE, "all connections are in use", null);
    });

    private static HostRequest request(String method) {
        return HostRequest.of(method, "/").field("Host", "example.org");
    }

    @ParameterizedTest
    @EnumSource
    void byDefaultItIsOneLineWithAReference(Exchanges exchanges) throws Exception {
        RecordingSink sink = exchanges.serve(request("GET"), exchanges.mount("/", busy));
        assertEquals(503, sink.head.status());
        assertEquals("1", sink.head.headers().first("Retry-After"));
        assertEquals("text/plain; charset=utf-8", sink.head.headers().first("Content-Type"));
        assertTrue(sink.text().matches("The application is busy \\([0-9a-f]{8}\\)\n"), sink.text());
        assertEquals(sink.text().length(), sink.head.length());
        assertTrue(sink.ended);
    }

    @ParameterizedTest
    @EnumSource
    void aHeadGetsNoPage(Exchanges exchanges) throws Exception {
        RecordingSink sink = exchanges.serve(request("HEAD"), exchanges.mount("/", busy));
        assertEquals(List.of("head", "end"), sink.calls);
        assertTrue(sink.head.length() > 0);
    }

    @ParameterizedTest
    @EnumSource
    void aHostHasPagesOfItsOwn(Exchanges exchanges) throws Exception {
        HostConfig config = HostConfig.defaults()
                .errorPages((status, reference) -> new ErrorPages.Page("text/html; charset=utf-8", "<h1>" + status));
        RecordingSink sink = exchanges.serve(request("GET"), config, exchanges.mount("/", busy));
        assertEquals("text/html; charset=utf-8", sink.head.headers().first("Content-Type"));
        assertEquals("<h1>503", sink.text());
    }

    @ParameterizedTest
    @EnumSource
    void aPageThatFailsIsReplaced(Exchanges exchanges) throws Exception {
        HostConfig config = HostConfig.defaults().errorPages((status, reference) -> {
            throw new IllegalStateException("no template");
        });
        RecordingSink sink = exchanges.serve(request("GET"), config, exchanges.mount("/", busy));
        assertEquals(503, sink.head.status());
        assertTrue(sink.text().startsWith("The application is busy ("), sink.text());
    }

    @ParameterizedTest
    @EnumSource
    void aHostMayAnswerItself(Exchanges exchanges) throws Exception {
        RecordingSink sink = new RecordingSink();
        sink.takesErrors = true;
        Mounts mounts = Mounts.builder().mount(exchanges.mount("/", busy)).build();
        assertTrue(exchanges.serve(mounts, HostConfig.defaults(), request("GET"), sink));
        assertEquals(List.of("sendError 503 Headers[Retry-After]"), sink.calls);
    }
}
