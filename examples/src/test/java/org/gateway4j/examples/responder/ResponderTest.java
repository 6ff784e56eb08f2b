package org.gateway4j.examples.responder;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.Socket;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bytes written by hand from the FastCGI 1.0 specification. */
class ResponderTest {

    private static final String BEGIN_KEEP = "01 01 0001 0008 00 00  0001 01 0000000000";
    private static final String BEGIN = "01 01 0001 0008 00 00  0001 00 0000000000";
    private static final String PARAMS_A_IS_BC = "01 04 0001 0005 03 00  01 02 41 42 43  000000";
    private static final String NO_PARAMS = "01 04 0001 0000 00 00";
    private static final String STDIN_HI = "01 05 0001 0002 00 00  68 69";
    private static final String NO_STDIN = "01 05 0001 0000 00 00";
    private static final String END = "01 06 0001 0000 00 00   01 03 0001 0008 00 00  00000000 00 000000";

    private Responder responder;
    private Socket client;

    @BeforeEach
    void connect() throws IOException {
        responder = Responder.start((request, response) -> {
            String body = new String(request.body().readAllBytes(), UTF_8);
            response.header("X", request.variable("A")).write(body);
        });
        client =
                new Socket(responder.address().getAddress(), responder.address().getPort());
        client.setSoTimeout(10_000);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        responder.close();
    }

    @Test
    void answersARequestAndEndsTheConnection() throws IOException {
        send(BEGIN, PARAMS_A_IS_BC, NO_PARAMS, STDIN_HI, NO_STDIN);

        expect(stdout("X: BC\r\n\r\nhi"), END);
        assertEquals(-1, client.getInputStream().read());
    }

    @Test
    void keepsTheConnectionIfAsked() throws IOException {
        for (int i = 0; i < 3; i++) {
            send(BEGIN_KEEP, NO_PARAMS, NO_STDIN);
            expect(stdout("X: \r\n\r\n"), END);
        }
    }

    @Test
    void readsLengthsOfFourBytes() throws IOException {
        String value = "42".repeat(128);
        send(BEGIN_KEEP, "01 04 0001 0086 00 00  01 80000080 41" + value, NO_PARAMS, NO_STDIN);

        expect(stdout("X: " + "B".repeat(128) + "\r\n\r\n"), END);
    }

    @Test
    void refusesOtherRoles() throws IOException {
        send("01 01 0001 0008 00 00  0003 01 0000000000", NO_PARAMS);

        expect("01 03 0001 0008 00 00  00000000 03 000000");
    }

    @Test
    void refusesASecondRequestWhileOneIsRead() throws IOException {
        send(BEGIN_KEEP, "01 01 0002 0008 00 00  0001 01 0000000000");
        expect("01 03 0002 0008 00 00  00000000 01 000000");

        send(NO_PARAMS, NO_STDIN);
        expect(stdout("X: \r\n\r\n"), END);
    }

    @Test
    void endsAnAbortedRequest() throws IOException {
        send(BEGIN_KEEP, "01 02 0001 0000 00 00");

        expect("01 03 0001 0008 00 00  00000001 00 000000");
    }

    @Test
    void tellsWhatItKnowsOfItself() throws IOException {
        send("01 09 0000 0014 00 00  0F 00 464347495F4D5058535F434F4E4E53  01 00 58");

        expect("01 0A 0000 0012 00 00  0F 01 464347495F4D5058535F434F4E4E53 30");
    }

    @Test
    void namesATypeThatItDoesNotKnow() throws IOException {
        send("01 63 0000 0000 00 00");

        expect("01 0B 0000 0008 00 00  63 00000000000000");
    }

    @Test
    void closesAConnectionThatIsNotFastCgi() throws IOException {
        client.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII));

        assertEquals(0, client.getInputStream().readAllBytes().length);
    }

    private static String stdout(String text) {
        byte[] bytes = text.getBytes(US_ASCII);
        return "01 06 0001 %04X 00 00 ".formatted(bytes.length) + HexFormat.of().formatHex(bytes);
    }

    private void send(String... records) throws IOException {
        for (String record : records) {
            client.getOutputStream().write(bytes(record));
        }
    }

    private void expect(String... records) throws IOException {
        byte[] expected = bytes(String.join("", records));
        assertArrayEquals(expected, client.getInputStream().readNBytes(expected.length));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
