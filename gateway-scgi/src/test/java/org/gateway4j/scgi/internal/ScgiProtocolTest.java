package org.gateway4j.scgi.internal;

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
class ScgiProtocolTest {

    private static final Limits LIMITS = Limits.defaults();

    private final ScgiProtocol protocol = new ScgiProtocol(new MetaVariables("g4j", true), LIMITS);

    private static String text(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return Bytes.text(copy);
    }

    /** All variables of a small request, in the order in which they are sent. */
    @Covers("scgi/order")
    @Test
    void requestInBytes() throws Exception {
        GatewayRequest request = GatewayRequest.builder("POST", "/py/a%20b?q")
                .mountPrefix("/py")
                .server("example.org", 80)
                .header("Content-Type", "text/plain")
                .header("Accept", "*/*")
                .build();
        String expected = "373:"
                + "CONTENT_LENGTH\0005\000"
                + "SCGI\0001\000"
                + "GATEWAY_INTERFACE\000CGI/1.1\000"
                + "SERVER_SOFTWARE\000g4j\000"
                + "SERVER_PROTOCOL\000HTTP/1.1\000"
                + "SERVER_NAME\000example.org\000"
                + "SERVER_PORT\00080\000"
                + "REQUEST_SCHEME\000http\000"
                + "REDIRECT_STATUS\000200\000"
                + "REQUEST_METHOD\000POST\000"
                + "REMOTE_ADDR\000\000"
                + "REMOTE_HOST\000\000"
                + "SCRIPT_NAME\000/py\000"
                + "QUERY_STRING\000q\000"
                + "REQUEST_URI\000/py/a%20b?q\000"
                + "PATH_INFO\000/a b\000"
                + "DOCUMENT_URI\000/py/a b\000"
                + "CONTENT_TYPE\000text/plain\000"
                + "HTTP_HOST\000example.org\000"
                + "HTTP_ACCEPT\000*/*\000"
                + ",";
        assertEquals(expected, text(BeginFacts.ofLength(5).begin(protocol, request)));
        assertEquals(5, protocol.bodyCredit());
        protocol.frame(5, true);
        assertEquals(0, protocol.bodyCredit());
        assertFalse(protocol.prefix().hasRemaining());
        assertFalse(protocol.suffix().hasRemaining());
    }

    @Covers("scgi/mount")
    @Test
    void mountItselfHasAnEmptyPathInfo() throws Exception {
        GatewayRequest request = GatewayRequest.get("/py").mountPrefix("/py").build();
        String sent = text(BeginFacts.GET.begin(protocol, request));
        assertTrue(sent.contains("PATH_INFO\000\000DOC"), sent);
    }

    @Covers("scgi/answer")
    @Test
    void answerAtEverySplit() throws Exception {
        byte[] answer = Bytes.of("Status: 404 Not Found\r\nContent-Type: text/plain\r\n\r\nno\r\n\r\nsuch page");
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

    @Covers("scgi/cut-head")
    @Test
    void endWithinTheHeadIsNoEnd() throws Exception {
        BeginFacts.GET.begin(protocol);
        assertEquals(Signal.NEED_INPUT, protocol.decode(ByteBuffer.wrap(Bytes.of("Status: 2"))));
        assertEquals(Signal.NEED_INPUT, protocol.endOfInput());
        assertEquals("after 9 bytes of the response head", protocol.position());
    }

    @Covers("scgi/limit")
    @Test
    void oversizedVariablesAreNamed() {
        GatewayRequest request =
                GatewayRequest.get("/").header("Cookie", "x".repeat(300000)).build();
        RequestRejectedException refusal =
                assertThrows(RequestRejectedException.class, () -> BeginFacts.GET.begin(protocol, request));
        assertEquals(431, refusal.suggestedStatus());
        assertTrue(
                refusal.getMessage()
                        .matches(
                                "variables have \\d+ bytes, of which HTTP_COOKIE has 300013; limits.requestHead is 262144"),
                refusal.getMessage());
    }
}
