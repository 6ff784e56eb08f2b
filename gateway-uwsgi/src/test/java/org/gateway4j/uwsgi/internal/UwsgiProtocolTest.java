package org.gateway4j.uwsgi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Limits;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.contract.onerequest.BeginFacts;
import org.gateway4j.contract.onerequest.OneRequestProtocolContract;
import org.gateway4j.internal.cgi.MetaVariables;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;

/** Requests and answers, byte by byte. */
class UwsgiProtocolTest extends OneRequestProtocolContract {

    private static final Limits LIMITS = Limits.defaults();

    UwsgiProtocolTest() {
        super(
                new UwsgiProtocol(new MetaVariables("g4j", true), new UwsgiSettings(0, 0), LIMITS),
                "HTTP/1.1 404 Not Found",
                "PATH_INFO\000\000");
    }

    /** All variables of a small request, in the order in which they are sent. */
    @Covers("uwsgi/variables")
    @Test
    void requestInBytes() throws Exception {
        GatewayRequest request = GatewayRequest.builder("POST", "/py/a%20b?q")
                .mountPrefix("/py")
                .server("example.org", 80)
                .header("Content-Type", "text/plain")
                .header("Accept", "*/*")
                .build();
        String expected = "\000\224\001\000"
                + "\021\000GATEWAY_INTERFACE\007\000CGI/1.1"
                + "\017\000SERVER_SOFTWARE\003\000g4j"
                + "\017\000SERVER_PROTOCOL\010\000HTTP/1.1"
                + "\013\000SERVER_NAME\013\000example.org"
                + "\013\000SERVER_PORT\002\00080"
                + "\016\000REQUEST_SCHEME\004\000http"
                + "\017\000REDIRECT_STATUS\003\000200"
                + "\016\000REQUEST_METHOD\004\000POST"
                + "\013\000REMOTE_ADDR\000\000"
                + "\013\000REMOTE_HOST\000\000"
                + "\013\000SCRIPT_NAME\003\000/py"
                + "\014\000QUERY_STRING\001\000q"
                + "\013\000REQUEST_URI\013\000/py/a%20b?q"
                + "\011\000PATH_INFO\004\000/a b"
                + "\014\000DOCUMENT_URI\007\000/py/a b"
                + "\014\000CONTENT_TYPE\012\000text/plain"
                + "\016\000CONTENT_LENGTH\001\0005"
                + "\011\000HTTP_HOST\013\000example.org"
                + "\013\000HTTP_ACCEPT\003\000*/*";
        assertEquals(expected, sent(request));
    }

    @Test
    void oversizedVariablesAreNamed() {
        GatewayRequest request =
                GatewayRequest.get("/").header("Cookie", "x".repeat(65600)).build();
        RequestRejectedException refusal =
                assertThrows(RequestRejectedException.class, () -> BeginFacts.GET.begin(protocol(), request));
        assertEquals(431, refusal.suggestedStatus());
        assertTrue(
                refusal.getMessage()
                        .matches(
                                "variables have \\d+ bytes, of which HTTP_COOKIE has 65615; a uwsgi packet takes at most 65535"),
                refusal.getMessage());
    }

    /** uWSGI says nothing, so the message of the failure must. */
    @Covers("uwsgi/buffer-size")
    @Test
    void positionOfAnEmptyAnswerNamesTheBufferSize() throws Exception {
        BeginFacts.GET.begin(protocol());
        assertEquals("after 0 bytes of the response head", protocol().position());
        BeginFacts.GET.begin(
                protocol(),
                GatewayRequest.get("/").header("Cookie", "x".repeat(5_000)).build());
        assertTrue(
                protocol().position().contains("more than its buffer-size, usually 4096"),
                protocol().position());
        protocol().decode(ByteBuffer.wrap(Bytes.of("H")));
        assertEquals("after 1 bytes of the response head", protocol().position());
    }
}
