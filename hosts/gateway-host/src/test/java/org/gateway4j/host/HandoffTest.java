package org.gateway4j.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Handoff;
import org.gateway4j.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application asks the host to send in place of its own response. */
class HandoffTest {

    private final StubGateway other = StubGateway.ofText("from the other one");

    private static HostRequest request(String method, String target) {
        return HostRequest.of(method, target).field("Host", "example.org").field("X-Client", "1");
    }

    @ParameterizedTest
    @EnumSource
    void aLocalRedirectLeadsToAnotherMount(Exchanges exchanges) throws Exception {
        HandedOff redirect = HandedOff.to("/other/y?a=%20");
        StubGateway first = new StubGateway(asked -> redirect);
        HostRequest post = request("POST", "/app/x")
                .field("Content-Type", "text/plain")
                .field("Content-Length", "1")
                .body(new ByteArrayInputStream(new byte[1]), 1);

        RecordingSink sink = exchanges.serve(
                post,
                exchanges.mount("/app", first).requestHeaders(HeaderRules.none().set("X-Secret", "of the first")),
                exchanges.mount("/other", other));

        assertEquals("from the other one", sink.text());
        assertEquals(200, sink.head.status());
        assertFalse(sink.head.headers().contains("Location"));
        assertTrue(redirect.closed, "the first response holds a connection");
        GatewayRequest followed = other.last();
        assertEquals(
                "GET /other/y?a=%20 /other",
                followed.method() + " " + followed.target() + " " + followed.mountPrefix());
        assertEquals(Headers.of("Host", "example.org", "X-Client", "1"), followed.headers());
        assertEquals(1, followed.redirects());
        assertEquals(0, followed.body().length());
        assertEquals("of the first", first.last().headers().first("X-Secret"));
    }

    @ParameterizedTest
    @EnumSource
    void aLocalRedirectOfAHeadHasNoBody(Exchanges exchanges) throws Exception {
        RecordingSink sink = exchanges.serve(
                request("HEAD", "/app/x"),
                exchanges.mount("/app", new StubGateway(asked -> HandedOff.to("/other/y"))),
                exchanges.mount("/other", other));
        assertEquals(List.of("head", "end"), sink.calls);
        assertEquals(18, sink.head.length());
    }

    /** The rest of the host may take it: the client asks again. */
    @ParameterizedTest
    @EnumSource
    void aLocalRedirectToNoMountIsTheClients(Exchanges exchanges) throws Exception {
        RecordingSink sink = exchanges.serve(
                request("GET", "/app/x"),
                exchanges.mount("/app", new StubGateway(asked -> HandedOff.to("/elsewhere"))));
        assertEquals(302, sink.head.status());
        assertEquals("/elsewhere", sink.head.headers().first("Location"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/app/../other/y", "/app/%2e%2e/other/y", "/app/..;/other/y", "//other/y", "/app/%zz"})
    void aLocalRedirectLeavesNoMountByItsSpelling(String target) throws Exception {
        for (Exchanges exchanges : Exchanges.values()) {
            RecordingSink sink = exchanges.serve(
                    request("GET", "/app/x"),
                    exchanges.mount("/app", new StubGateway(asked -> HandedOff.to(target))),
                    exchanges.mount("/other", other));
            assertEquals(502, sink.head.status());
            assertEquals(List.of(), other.requests);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFileIsSentWithTheHeadOfTheApplication(Exchanges exchanges, @TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("report"), "content of a file, in pieces");
        HandedOff handedOff = handedOff(file);
        RecordingSink sink =
                exchanges.serve(request("GET", "/"), exchanges.mount("/", new StubGateway(asked -> handedOff)));
        assertEquals("content of a file, in pieces", sink.text());
        assertEquals(28, sink.head.length());
        assertEquals("text/x-test", sink.head.headers().first("Content-Type"));
        assertTrue(sink.head.headers().contains("Last-Modified"));
        assertTrue(sink.ended);
        assertTrue(handedOff.closed);
    }

    private static HandedOff handedOff(Path file) {
        return new HandedOff(new Handoff.SendFile(file), 200, "Content-Type", "text/x-test");
    }

    @ParameterizedTest
    @EnumSource
    void theHeadOfAFileHasItsLength(Exchanges exchanges, @TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("report"), "content");
        RecordingSink sink =
                exchanges.serve(request("HEAD", "/"), exchanges.mount("/", new StubGateway(asked -> handedOff(file))));
        assertEquals(List.of("head", "end"), sink.calls);
        assertEquals(7, sink.head.length());
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatIsGoneIsTheApplicationsFault(Exchanges exchanges, @TempDir Path directory) throws Exception {
        RecordingSink sink = exchanges.serve(
                request("GET", "/"),
                exchanges.mount("/", new StubGateway(asked -> handedOff(directory.resolve("gone")))));
        assertEquals(502, sink.head.status());
        assertFalse(sink.text().contains("gone"));
    }

    @Test
    void aHostMaySendFilesItself(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("report"), "content");
        for (Exchanges exchanges : Exchanges.values()) {
            RecordingSink sink = new RecordingSink();
            sink.takesFiles = true;
            Mounts mounts = Mounts.builder()
                    .mount(exchanges.mount("/", new StubGateway(asked -> handedOff(file))))
                    .build();
            assertTrue(exchanges.serve(mounts, HostConfig.defaults(), request("GET", "/"), sink));
            assertEquals(List.of("sendFile report"), sink.calls);
            assertEquals(7, sink.head.length());
            assertNull(sink.aborted);
        }
    }
}
