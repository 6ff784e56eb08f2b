package org.gateway4j.ajp.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.gateway4j.AuthenticatedUser;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Limits;
import org.gateway4j.RequestBody;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.TlsSession;
import org.gateway4j.ajp.Wire;
import org.gateway4j.internal.body.OutgoingBody;
import org.gateway4j.internal.body.SourceThreads;
import org.gateway4j.internal.protocol.AnswerException;
import org.gateway4j.internal.protocol.Protocol.Signal;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.Splits;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;

/** Exchanges in bytes, both directions. */
class AjpProtocolTest {

    private static final AjpSettings SETTINGS = new AjpSettings(8192, null, null, Set.of(), Set.of(), true);
    private static final String HEAD = "04 00c8 0002 'OK' 00 0000";

    private final AtomicInteger refusals = new AtomicInteger();

    private AjpProtocol protocol(AjpSettings settings) {
        return protocol(settings, Limits.defaults());
    }

    private AjpProtocol protocol(AjpSettings settings, Limits limits) {
        return new AjpProtocol(settings, limits, refusals::incrementAndGet);
    }

    private static ByteBuffer begin(AjpProtocol protocol, GatewayRequest request) throws RequestRejectedException {
        return protocol.begin(
                request, new OutgoingBody(request.body(), "ajp test", new SourceThreads("ajp test")), bytes -> {});
    }

    private static GatewayRequest.Builder get(String target) throws UnknownHostException {
        return GatewayRequest.get(target)
                .server("host", 80)
                .remoteAddress(new InetSocketAddress(InetAddress.getByName("192.0.2.1"), 4711));
    }

    private void assertSent(AjpSettings settings, GatewayRequest request, String payload) throws Exception {
        byte[] content = Wire.bytes(payload);
        byte[] expected = Wire.join(Wire.bytes("1234 %04x".formatted(content.length)), content);
        assertEquals(Wire.hex(expected), Wire.hex(Wire.bytes(begin(protocol(settings), request))));
    }

    @Test
    @Covers({
        "ajp/wire-forward-request",
        "ajp/wire-empty-query",
        "ajp/body-9",
        "ajp/undertow-address",
        "ajp/tomcat-test-remote-host"
    })
    void requestWithoutABody() throws Exception {
        GatewayRequest request = get("/p%20a;x=1?").header("Host", "host").build();
        assertSent(
                SETTINGS,
                request,
                "02 02 0008 'HTTP/1.1' 00 000a '/p%20a;x=1' 00 0009 '192.0.2.1' 00 ffff 0004 'host' 00 0050 00"
                        + " 0002 a00b 0004 'host' 00 a008 0001 '0' 00"
                        + " 05 0000 00  0a 000f 'AJP_REMOTE_PORT' 00 0004 '4711' 00 ff");
    }

    /** RFC 9112 section 3.2.2; a container takes the server's name and port from the field alone. */
    @ParameterizedTest
    @Covers("ajp/tomcat-absolute-uri")
    @CsvSource({
        "http://example.net:81/p, example.net:81, 000e",
        "https://ann@example.net?q, example.net, 000b",
        "HTTP://[::1]/, [::1], 0005"
    })
    void authorityOfAnAbsoluteTargetIsTheHost(String target, String host, String length) throws Exception {
        GatewayRequest request =
                get(target).header("Host", "example.org").header("X", "y").build();
        String sent = Wire.hex(Wire.bytes(begin(protocol(SETTINGS), request)));

        String fields = "0003 a00b " + length + " '" + host + "' 00 0001 'X' 00 0001 'y' 00 a008 0001 '0' 00";
        assertTrue(sent.contains(Wire.hex(Wire.bytes(fields))), sent);
    }

    @Test
    @Covers({"ajp/body-9", "ajp/CVE-2013-4286", "ajp/CVE-2022-26377", "ajp/tomcat-test-content-lengths"})
    void bodyOfUnknownLengthIsChunkedWhateverTheHeadersSay() throws Exception {
        GatewayRequest request = GatewayRequest.builder("POST", "/")
                .server("host", 80)
                .header("Content-Length", "7")
                .header("Transfer-Encoding", "gzip, chunked")
                .header("Connection", "keep-alive")
                .header("HTTP2-Settings", "x")
                .header("X", "y")
                .body(RequestBody.of(new ByteArrayInputStream(new byte[7]), -1))
                .build();
        assertSent(
                SETTINGS,
                request,
                "02 04 0008 'HTTP/1.1' 00 0001 '/' 00 0007 '0.0.0.0' 00 ffff 0004 'host' 00 0050 00"
                        + " 0003 a00b 0004 'host' 00 0001 'X' 00 0001 'y' 00 0011 'transfer-encoding' 00 0007 'chunked' 00 ff");
    }

    @Test
    @Covers({"ajp/wire-secret", "ajp/wire-key-size", "ajp/undertow-address"})
    void everythingThatTheHostVouchesFor() throws Exception {
        X509Certificate own = certificate("own");
        X509Certificate issuer = certificate("issuer");
        GatewayRequest request = GatewayRequest.builder("PATCH", "/?q=1")
                .protocol("HTTP/2.0")
                .scheme("https")
                .server("host", 443)
                .localAddress(new InetSocketAddress(InetAddress.getByName("2001:db8::1"), 8443))
                .user(new AuthenticatedUser("z\u00e9", "Basic"))
                .tls(new TlsSession("TLSv1.3", "AES", 256, "0aff", List.of(own, issuer)))
                .variable("app.flag", "on")
                .variable("app.other", "off")
                .body(RequestBody.of(new byte[3]))
                .build();
        AjpSettings settings = new AjpSettings(8192, "s3cret", "node1", Set.of("app.flag"), Set.of(), true);
        String pem = "'-----BEGIN CERTIFICATE-----' 0a '%s' 0a '-----END CERTIFICATE-----' 0a ";
        String start = "02 ff 0008 'HTTP/2.0' 00 0001 '/' 00 0007 '0.0.0.0' 00 ffff 0004 'host' 00 01bb 01"
                + " 0002 a00b 0004 'host' 00 a008 0001 '3' 00  0c 0006 's3cret' 00  0d 0005 'PATCH' 00  05 0003 'q=1' 00  06 0005 'node1' 00"
                + " 03 0003 'z' c3a9 00  04 0005 'Basic' 00  ";
        String end = " 08 0003 'AES' 00  09 0004 '0aff' 00  0b 0100"
                + " 0a 0010 'AJP_SSL_PROTOCOL' 00 0007 'TLSv1.3' 00"
                + " 0a 000e 'AJP_LOCAL_ADDR' 00 000b '2001:db8::1' 00"
                + " 0a 0008 'app.flag' 00 0002 'on' 00 ff";
        String chain = pem.formatted("b3du") + pem.formatted("aXNzdWVy");
        assertSent(settings, request, start + "07 007a " + chain + "00" + end);
        AjpSettings single = new AjpSettings(8192, "s3cret", "node1", Set.of("app.flag"), Set.of(), false);
        assertSent(single, request, start + "07 003b " + pem.formatted("b3du") + "00" + end);
        assertFalse(settings.toString().contains("s3cret"));
    }

    private static X509Certificate certificate(String encoded) throws CertificateEncodingException {
        X509Certificate certificate = Mockito.mock(X509Certificate.class);
        Mockito.when(certificate.getEncoded()).thenReturn(Bytes.of(encoded));
        return certificate;
    }

    @Test
    @Covers("ajp/tomcat-methods")
    void methodsCanBeSentByName() throws Exception {
        AjpSettings settings = new AjpSettings(8192, null, null, Set.of(), Set.of("DELETE"), true);
        GatewayRequest request =
                GatewayRequest.builder("DELETE", "/").server("host", 80).build();
        String rest = " 0008 'HTTP/1.1' 00 0001 '/' 00 0007 '0.0.0.0' 00 ffff 0004 'host' 00 0050 00"
                + " 0002 a00b 0004 'host' 00 a008 0001 '0' 00 ";
        assertSent(settings, request, "02 ff" + rest + "0d 0006 'DELETE' 00 ff");
        assertSent(SETTINGS, request, "02 06" + rest + "ff");
    }

    @Test
    @Covers({"ajp/wire-vouched", "ajp/CVE-2020-1938", "ajp/CVE-2026-15554"})
    void headersCannotBecomeAttributes() throws Exception {
        GatewayRequest request = GatewayRequest.get("/")
                .server("host", 80)
                .header("Remote-User", "root")
                .header("AJP_REMOTE_PORT", "1")
                .variable("javax.servlet.include.path_info", "/WEB-INF/web.xml")
                .build();
        assertSent(
                SETTINGS,
                request,
                "02 02 0008 'HTTP/1.1' 00 0001 '/' 00 0007 '0.0.0.0' 00 ffff 0004 'host' 00 0050 00"
                        + " 0004 a00b 0004 'host' 00 000b 'Remote-User' 00 0004 'root' 00 000f 'AJP_REMOTE_PORT' 00 0001 '1' 00"
                        + " a008 0001 '0' 00 ff");
    }

    @ParameterizedTest
    @Covers({"ajp/wire-secret", "ajp/tomcat-too-large", "ajp/complaint-2", "ajp/CVE-2007-0774", "ajp/CVE-2022-1319"})
    @CsvSource({
        "/{9000}, '', 414, path 9001",
        "/?{9000}, '', 414, query string 9000",
        "/, {9000}, 431, header Cookie 9006"
    })
    void whatExceedsThePacketIsNamed(String target, String cookie, int status, String named) throws Exception {
        AjpProtocol protocol = protocol(new AjpSettings(8192, "s3cret", null, Set.of(), Set.of(), true));
        GatewayRequest large = GatewayRequest.get(filled(target))
                .header("Cookie", filled(cookie))
                .build();
        RequestRejectedException rejection = assertThrows(RequestRejectedException.class, () -> begin(protocol, large));
        assertEquals(status, rejection.suggestedStatus());
        assertTrue(rejection.getMessage().contains(named), rejection.getMessage());
        assertFalse(rejection.getMessage().contains("s3cret"));
        assertTrue(begin(protocol, GatewayRequest.get("/").build()).hasRemaining());
    }

    @Test
    @Covers("ajp/complaint-2")
    void whatTheHostAddsIsNamedToo() throws Exception {
        AjpSettings settings = new AjpSettings(8192, null, null, Set.of("app.flag"), Set.of(), true);
        String large = "x".repeat(9000);
        List<X509Certificate> chain = List.of(certificate("own"), certificate(large));
        GatewayRequest.Builder request = GatewayRequest.get("/").header("Cookie", "c");
        assertRejected(
                settings,
                Limits.defaults(),
                request.tls(new TlsSession("", "", 0, "", chain)).build(),
                "client certificates 12");
        assertRejected(
                settings,
                Limits.defaults(),
                request.tls(null)
                        .variable("app.flag", large)
                        .variable("app.other", large + large)
                        .build(),
                "parts: attribute app.flag 9008 bytes, header Cookie");
        assertRejected(
                settings,
                Limits.defaults(),
                request.variable("app.flag", "")
                        .user(new AuthenticatedUser(large, "Basic"))
                        .build(),
                "parts: user 9000 bytes");
    }

    private void assertRejected(AjpSettings settings, Limits limits, GatewayRequest request, String message) {
        RequestRejectedException rejection =
                assertThrows(RequestRejectedException.class, () -> begin(protocol(settings, limits), request));
        assertEquals(431, rejection.suggestedStatus());
        assertTrue(rejection.getMessage().contains(message), rejection.getMessage());
    }

    @Test
    void limitThatIsExceededIsNamed() {
        GatewayRequest request =
                GatewayRequest.get("/").header("Cookie", "c".repeat(9000)).build();
        assertRejected(SETTINGS, Limits.defaults(), request, "one packet takes 8192");
        assertRejected(SETTINGS, Limits.defaults().withRequestHead(8000), request, "limits.requestHead is 8000");
    }

    private static String filled(String pattern) {
        return pattern.replace("{9000}", "x".repeat(9000));
    }

    @Test
    @Covers({"ajp/body-5", "ajp/tomcat-asks-once-more"})
    void bodyOfKnownLengthFollowsUnasked() throws Exception {
        AjpProtocol protocol = protocol(SETTINGS);
        begin(protocol, post(10));
        assertEquals(8186, protocol.bodyCredit());
        assertFrame(protocol, 10, "1234 000c 000a");
        assertEquals(Signal.NEED_INPUT, decode(protocol, "06 1ffa"));
        assertEquals(8186, protocol.bodyCredit());
        assertFrame(protocol, 0, "1234 0002 0000");
        assertEquals(Signal.HEAD, decode(protocol, HEAD));
        assertEquals(Signal.END, decode(protocol, "05 01"));
        assertTrue(protocol.isReusable());
    }

    private static GatewayRequest post(int length) {
        return GatewayRequest.builder("POST", "/")
                .body(RequestBody.of(new byte[length]))
                .build();
    }

    private static void assertFrame(AjpProtocol protocol, int length, String prefix) {
        protocol.frame(length, true);
        assertEquals(Wire.hex(Wire.bytes(prefix)), Wire.hex(Wire.bytes(protocol.prefix())));
        assertEquals(0, protocol.suffix().remaining());
        assertEquals(0, protocol.bodyCredit());
    }

    private static Signal decode(AjpProtocol protocol, String payload) throws AnswerException {
        return protocol.decode(ByteBuffer.wrap(Wire.packet(payload)));
    }

    @ParameterizedTest
    @Covers({"ajp/body-11", "ajp/CVE-2022-36760"})
    @ValueSource(booleans = {true, false})
    void connectionThatIsOwedAPacketIsNotReused(boolean asked) throws Exception {
        AjpProtocol protocol = protocol(SETTINGS);
        begin(protocol, post(10));
        if (asked) {
            protocol.frame(5, false);
            assertEquals(Signal.NEED_INPUT, decode(protocol, "06 1ffa"));
        }
        assertEquals(Signal.HEAD, decode(protocol, HEAD));
        assertEquals(Signal.END, decode(protocol, "05 01"));
        assertFalse(protocol.isReusable());
    }

    @Test
    void connectionThatTheContainerClosesIsNotReused() throws Exception {
        AjpProtocol protocol = protocol(SETTINGS);
        begin(protocol, post(0));
        assertEquals(Signal.HEAD, decode(protocol, HEAD));
        assertEquals(Signal.END, decode(protocol, "05 00"));
        assertFalse(protocol.isReusable());
        assertEquals(0, refusals.get());
    }

    @Test
    @Covers({"ajp/tomcat-cping-secret", "ajp/complaint-1"})
    void refusalOfTheFirstRequestIsTold() throws Exception {
        AjpProtocol protocol = protocol(SETTINGS);
        begin(protocol, post(0));
        assertEquals(Signal.HEAD, decode(protocol, "04 0193 ffff 0000"));
        assertEquals(Signal.END, decode(protocol, "05 00"));
        assertEquals(1, refusals.get());
        begin(protocol, post(0));
        assertEquals(Signal.HEAD, decode(protocol, "04 0193 ffff 0000"));
        assertEquals(Signal.END, decode(protocol, "05 00"));
        assertEquals(1, refusals.get());
    }

    /** What an answer came to: the signals, and the body. */
    private static String outcome(AjpProtocol protocol, List<ByteBuffer> pieces) throws AnswerException {
        StringBuilder seen = new StringBuilder();
        for (ByteBuffer piece : pieces) {
            ByteBuffer input = piece.duplicate();
            Signal signal = protocol.decode(input);
            while (signal == Signal.HEAD || signal == Signal.BODY) {
                if (signal == Signal.HEAD) {
                    seen.append(protocol.head().status()).append(' ');
                } else {
                    byte[] some = new byte[Math.min(protocol.bodyAvailable(), input.remaining())];
                    input.get(some);
                    protocol.bodyTaken(some.length);
                    seen.append(Bytes.text(some));
                }
                signal = protocol.decode(input);
            }
            if (signal == Signal.END) {
                return seen.append(protocol.isReusable() ? " kept" : " closed")
                        .append(input.hasRemaining() ? " surplus" : "")
                        .toString();
            }
            assertFalse(input.hasRemaining());
        }
        return seen.append(" unfinished").toString();
    }

    @Test
    @Covers("ajp/tomcat-flush")
    void answerIsTheSameWhereverItIsSplit() throws Exception {
        byte[] answer = Wire.join(
                Wire.packet("04 00c8 0000 00 0001 a001 0001 'a' 00"),
                Wire.packet("03 0000 00"),
                Wire.packet("03 0003 'one' 00"),
                Wire.packet("03 0003 'two'"),
                Wire.packet("05 01"));
        for (List<ByteBuffer> pieces : Splits.of(answer).toList()) {
            AjpProtocol protocol = protocol(SETTINGS);
            begin(protocol, post(0));
            assertEquals("200 onetwo kept", outcome(protocol, pieces));
        }
    }

    @ParameterizedTest
    @Covers("ajp/complaint-4")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "03 0001 'x' 00     | \"\"              | SEND_BODY_CHUNK packet before SEND_HEADERS",
                "03 0000 00         | \"\"              | SEND_BODY_CHUNK packet before SEND_HEADERS",
                "05 01              | \"\"              | END_RESPONSE packet before SEND_HEADERS",
                "05 00              | \"\"              | END_RESPONSE packet before SEND_HEADERS",
                "09                 | \"\"              | CPONG, which nobody asked for",
                "04                 | \"\"              | empty SEND_HEADERS packet",
                "06 0000            | \"\"              | GET_BODY_CHUNK for 0 bytes",
                "04 00c8 ffff 0000  | 04 00c8 ffff 0000 | second SEND_HEADERS packet",
                "04 00c8 ffff 0000  | 09                | CPONG, which nobody asked for",
                "06 0001            | 06 0001           | before the one before it was answered"
            })
    void packetsOutOfOrderAreRefused(String first, String second, String message) throws Exception {
        byte[] answer = Wire.join(Wire.packet(first), second.isEmpty() ? new byte[0] : Wire.packet(second));
        for (List<ByteBuffer> pieces : Splits.of(answer).toList()) {
            AjpProtocol protocol = protocol(SETTINGS);
            begin(protocol, post(0));
            AnswerException refused = assertThrows(AnswerException.class, () -> outcome(protocol, pieces));
            assertTrue(refused.getMessage().contains(message), refused.getMessage());
        }
    }

    @Test
    void bytesAfterTheEndAreLeftAndSeen() throws Exception {
        for (String surplus : List.of("05 01", HEAD, "03 0001 'x' 00")) {
            AjpProtocol protocol = protocol(SETTINGS);
            begin(protocol, post(0));
            byte[] answer = Wire.join(Wire.packet(HEAD), Wire.packet("05 01"), Wire.packet(surplus));
            assertEquals("200  kept surplus", outcome(protocol, List.of(ByteBuffer.wrap(answer))));
        }
    }

    @Test
    @Covers({"ajp/complaint-4", "ajp/CVE-2023-34981", "ajp/CVE-2012-3502"})
    void exchangeForgetsTheOneBefore() throws Exception {
        AjpProtocol protocol = protocol(SETTINGS);
        begin(protocol, post(0));
        assertEquals(Signal.HEAD, decode(protocol, HEAD));
        assertEquals(Signal.END, decode(protocol, "05 01"));
        begin(protocol, post(0));
        assertThrows(AnswerException.class, () -> decode(protocol, "05 01"));
    }

    @Test
    @Covers({"ajp/wire-cping", "ajp/undertow-cping"})
    void pingAndItsAnswer() throws Exception {
        AjpProtocol protocol = protocol(SETTINGS);
        ByteBuffer question = protocol.ping();
        assertNotNull(question);
        assertEquals("123400010a", Wire.hex(Wire.bytes(question)));
        assertFalse(protocol.isPong(ByteBuffer.wrap(Wire.bytes("'AB' 0001"))));
        assertTrue(protocol.isPong(ByteBuffer.wrap(Wire.bytes("'AB' 0001 09"))));
        for (String other : List.of("'AB' 0001 0909", "'AB' 0007 04 0193 ffff 0000", "'AB' 0002 05 00", "'HTTP'")) {
            assertThrows(AnswerException.class, () -> protocol.isPong(ByteBuffer.wrap(Wire.bytes(other))), other);
        }
    }

    /** Random damage to a good answer: it ends as a response, as a refusal or as unfinished, never otherwise. */
    @ParameterizedTest
    @Covers("ajp/lighttpd-3170")
    @ValueSource(longs = {1, 2, 3, 4})
    void damagedAnswersEndInOrder(long seed) throws Exception {
        Random random = new Random(seed);
        byte[] good = Wire.join(
                Wire.packet("04 00c8 0002 'OK' 00 0002 a001 0001 'a' 00 0001 'B' 00 0001 'c' 00"),
                Wire.packet("03 0003 'one' 00"),
                Wire.packet("06 1ffa"),
                Wire.packet("05 01"));
        AjpProtocol protocol = protocol(SETTINGS);
        int whole = 0;
        for (int run = 0; run < 5000; run++) {
            byte[] answer = good.clone();
            for (int damages = random.nextInt(3); damages > 0; damages--) {
                answer[random.nextInt(answer.length)] = (byte) random.nextInt(256);
            }
            begin(protocol, post(0));
            try {
                String outcome = outcome(protocol, Splits.random(answer, random));
                whole += outcome.equals("200 one closed") ? 1 : 0;
            } catch (AnswerException e) {
                assertFalse(e.getMessage().isBlank());
            }
        }
        assertTrue(whole > 1000, whole + " were undamaged");
    }
}
