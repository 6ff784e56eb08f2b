package org.gateway4j.contract.onerequest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import org.gateway4j.GatewayRequest;
import org.gateway4j.contract.protocol.AnswerTranscript;
import org.gateway4j.internal.cgi.OneRequestProtocol;
import org.gateway4j.internal.protocol.Protocol.Signal;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.Splits;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;

/** Requests and answers, byte by byte. The tests of a protocol extend this, and add its requests in bytes. */
public abstract class OneRequestProtocolContract {

    private final OneRequestProtocol protocol;
    private final String statusLine;
    private final String emptyPathInfo;

    /**
     * The tests of a protocol.
     *
     * @param protocol under test
     * @param statusLine how it says 404 Not Found
     * @param emptyPathInfo how it sends an empty PATH_INFO, up to what follows
     */
    protected OneRequestProtocolContract(OneRequestProtocol protocol, String statusLine, String emptyPathInfo) {
        this.protocol = protocol;
        this.statusLine = statusLine;
        this.emptyPathInfo = emptyPathInfo;
    }

    /** {@return the protocol under test} */
    protected final OneRequestProtocol protocol() {
        return protocol;
    }

    /**
     * {@return the bytes of a request with a body of 5 bytes, which follows them as it is}
     *
     * @param request without the body
     * @throws Exception if it cannot be sent
     */
    protected final String sent(GatewayRequest request) throws Exception {
        String sent = text(BeginFacts.ofLength(5).begin(protocol, request));
        assertEquals(5, protocol.bodyCredit());
        protocol.frame(5, true);
        assertEquals(0, protocol.bodyCredit());
        assertFalse(protocol.prefix().hasRemaining());
        assertFalse(protocol.suffix().hasRemaining());
        return sent;
    }

    private static String text(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return Bytes.text(copy);
    }

    @Covers({"scgi/mount", "uwsgi/mount"})
    @Test
    void mountItselfHasAnEmptyPathInfo() throws Exception {
        GatewayRequest request = GatewayRequest.get("/py").mountPrefix("/py").build();
        String sent = text(BeginFacts.GET.begin(protocol, request));
        assertTrue(sent.contains(emptyPathInfo), sent);
    }

    @Covers({"scgi/answer", "uwsgi/answer"})
    @Test
    void answerAtEverySplit() throws Exception {
        byte[] answer = Bytes.of(statusLine + "\r\nContent-Type: text/plain\r\n\r\nno\r\n\r\nsuch page");
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

    @Covers({"scgi/cut-head", "uwsgi/cut-head"})
    @Test
    void endWithinTheHeadIsNoEnd() throws Exception {
        BeginFacts.GET.begin(protocol);
        assertEquals(Signal.NEED_INPUT, protocol.decode(ByteBuffer.wrap(Bytes.of("Status: 2"))));
        assertEquals(Signal.NEED_INPUT, protocol.endOfInput());
        assertEquals("after 9 bytes of the response head", protocol.position());
    }
}
