package org.gateway4j.uwsgi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Limits;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.contract.onerequest.BeginFacts;
import org.gateway4j.contract.protocol.AnswerTranscript;
import org.gateway4j.internal.cgi.MetaVariables;
import org.gateway4j.internal.protocol.Protocol.Signal;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.Splits;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;

/** Requests and answers, byte by byte. */
class UwsgiProtocolTest {

    private static final Limits LIMITS = Limits.defaults();

    private final UwsgiProtocol protocol =
            new UwsgiProtocol(new MetaVariables("g4j", true), new UwsgiSettings(0, 0), LIMITS);

    private static String text(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return Bytes.text(copy);
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
        assertEquals(expected, text(BeginFacts.ofLength(5).begin(protocol, request)));
        assertEquals(5, protocol.bodyCredit());
        protocol.frame(5, true);
        assertEquals(0, protocol.bodyCredit());
        assertFalse(protocol.prefix().hasRemaining());
        assertFalse(protocol.suffix().hasRemaining());
    }

    @Covers("uwsgi/mount")
    @Test
    void mountItselfHasAnEmptyPathInfo() throws Exception {
        GatewayRequest request = GatewayRequest.get("/py").mountPrefix("/py").build();
        String sent = text(BeginFacts.GET.begin(protocol, request));
        assertTrue(sent.contains("PATH_INFO\000\000"), sent);
    }

    @Covers("uwsgi/answer")
    @Test
    void answerAtEverySplit() throws Exception {
        byte[] answer = Bytes.of("HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\n\r\nno\r\n\r\nsuch page");
        String whole = transcript(List.of(ByteBuffer.wrap(answer)));
        assertTrue(whole.contains("404") && whole.endsWith("no\r\n\r\nsuch page"), whole);
        for (List<ByteBuffer> pieces : Splits.of(answer).toList()) {
            assertEquals(whole, transcript(pieces));
        }
    }

    private String transcript(List<ByteBuffer> pieces) throws Exception {
        BeginFacts.GET.begin(protocol);
        AnswerTranscript output =
                new AnswerTranscript(protocol::decode, protocol::head, protocol::bodyAvailable, protocol::bodyTaken);
        for (ByteBuffer piece : pieces) {
            output.read(piece);
        }
        assertEquals(Signal.END, protocol.endOfInput());
        assertFalse(protocol.isReusable());
        return output.toString();
    }

    @Covers("uwsgi/cut-head")
    @Test
    void endWithinTheHeadIsNoEnd() throws Exception {
        BeginFacts.GET.begin(protocol);
        assertEquals(Signal.NEED_INPUT, protocol.decode(ByteBuffer.wrap(Bytes.of("Status: 2"))));
        assertEquals(Signal.NEED_INPUT, protocol.endOfInput());
        assertEquals("after 9 bytes of the response head", protocol.position());
    }

    @Test
    void oversizedVariablesAreNamed() {
        GatewayRequest request =
                GatewayRequest.get("/").header("Cookie", "x".repeat(65600)).build();
        RequestRejectedException refusal =
                assertThrows(RequestRejectedException.class, () -> BeginFacts.GET.begin(protocol, request));
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
        BeginFacts.GET.begin(protocol);
        assertEquals("after 0 bytes of the response head", protocol.position());
        BeginFacts.GET.begin(
                protocol,
                GatewayRequest.get("/").header("Cookie", "x".repeat(5_000)).build());
        assertTrue(protocol.position().contains("more than its buffer-size, usually 4096"), protocol.position());
        protocol.decode(ByteBuffer.wrap(Bytes.of("H")));
        assertEquals("after 1 bytes of the response head", protocol.position());
    }
}
