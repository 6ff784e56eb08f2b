package org.gateway4j.cgi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Limits;
import org.gateway4j.cgi.CgiScript;
import org.gateway4j.cgi.ExitPolicy;
import org.gateway4j.internal.protocol.AnswerException;
import org.gateway4j.internal.protocol.Protocol.Signal;
import org.gateway4j.internal.wire.Watchdog;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from a script, split at every place, and what its end means. */
class CgiProtocolTest {

    private final Watchdog watchdog = new Watchdog("gateway4j test");

    @AfterEach
    void close() {
        watchdog.close();
    }

    /** A process that has ended so. */
    private ScriptProcess ended(String exit) throws Exception {
        Process process = new ProcessBuilder("/bin/sh", "-c", exit).start();
        process.waitFor();
        ProcessPipes pipes = new JdkPipes();
        pipes.started(process);
        ScriptProcess script = new ScriptProcess(process, pipes, new ProcessTimes(1, 1, 1), watchdog, Runnable::run);
        script.terminate();
        Await.until("an exit", () -> script.exitStatus().isPresent());
        return script;
    }

    private static CgiProtocol protocol(String method, ScriptProcess process, ExitPolicy policy) {
        CgiScript script = new CgiScript("/x", "", Path.of("/cgi/x"), List.of(), null);
        CgiCall call = new CgiCall(GatewayRequest.builder(method, "/x").build(), script);
        return new CgiProtocol(call, process, Limits.defaults(), policy);
    }

    /** Reads pieces to their end: status, body, and how the end is taken. */
    private static String read(CgiProtocol protocol, byte[]... pieces) throws AnswerException {
        StringBuilder seen = new StringBuilder();
        for (byte[] piece : pieces) {
            ByteBuffer input = ByteBuffer.wrap(piece);
            for (Signal signal = protocol.decode(input); signal != Signal.NEED_INPUT; signal = protocol.decode(input)) {
                if (signal == Signal.HEAD) {
                    seen.append(protocol.head().status()).append('|');
                } else {
                    byte[] body = new byte[input.remaining()];
                    input.get(body);
                    protocol.bodyTaken(body.length);
                    seen.append(Bytes.text(body));
                }
            }
        }
        return seen.append('|').append(protocol.endOfInput()).toString();
    }

    @ParameterizedTest
    @CsvSource({
        "'Content-Type: a/b\n\nbody', '200|body|END'",
        "'Content-Type: a/b\r\n\r\nbody', '200|body|END'",
        "'Content-Type: a/b\n\n', '200||END'",
        "'Status: 404 No\nContent-Type: a/b\n\n\n\n', '404|\n\n|END'",
        "'HTTP/1.1 201 Made\r\nContent-Type: a/b\r\n\r\nx', '201|x|END'",
        "'X-Only: header\n\n', '200||END'",
        "'X: y\n\nbody without a type', '200|body without a type|END'",
        "'Status: 415 No\n\nbody', '415|body|END'",
        "'Status: 103 Early\n\nContent-Type: a/b\n\nbody', '200|body|END'",
        "'Status: 204\n\n', '204||END'",
        "'Status: 304\nETag: a\n\n', '304||END'",
        "'Location: http://x/\n\n', '302||END'",
        "'Location: /local\n\n', '302||END'",
        "'Status: 301\nLocation: http://x/\n\nclick', '301|click|END'",
        "'Status: 301\nLocation: http://x/\nContent-Type: a/b\n\nclick', '301|click|END'"
    })
    void outputMeansTheSameHoweverItIsSplit(String output, String seen) throws Exception {
        ScriptProcess process = ended("exit 0");
        byte[] bytes = Bytes.of(output);
        for (int at = 0; at <= bytes.length; at++) {
            CgiProtocol protocol = protocol("GET", process, ExitPolicy.SUCCESS_ONLY);
            byte[] first = java.util.Arrays.copyOfRange(bytes, 0, at);
            byte[] second = java.util.Arrays.copyOfRange(bytes, at, bytes.length);
            assertEquals(seen, read(protocol, first, second), "split at " + at);
        }
        byte[][] single = new byte[bytes.length][];
        for (int i = 0; i < bytes.length; i++) {
            single[i] = new byte[] {bytes[i]};
        }
        assertEquals(seen, read(protocol("GET", process, ExitPolicy.SUCCESS_ONLY), single));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Content-Type: a/b", "Content-Type: a/b\n", "\n", "no colon\n\n", "Status: 99\n\n"})
    void outputThatIsNoResponseIsMalformed(String output) throws Exception {
        ScriptProcess process = ended("exit 0");
        byte[] bytes = Bytes.of(output);
        for (int at = 0; at <= bytes.length; at++) {
            CgiProtocol protocol = protocol("GET", process, ExitPolicy.SUCCESS_ONLY);
            byte[] first = java.util.Arrays.copyOfRange(bytes, 0, at);
            byte[] second = java.util.Arrays.copyOfRange(bytes, at, bytes.length);
            assertThrows(AnswerException.class, () -> read(protocol, first, second));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "exit 0, SUCCESS_ONLY, true",
        "exit 1, SUCCESS_ONLY, false",
        "exit 1, ANY_BUT_SIGNALS, true",
        "exit 255, ANY_BUT_SIGNALS, true",
        "kill -9 $$, ANY_BUT_SIGNALS, false",
        "kill -9 $$, ANY, true"
    })
    void endIsTakenByThePolicy(String exit, ExitPolicy policy, boolean whole) throws Exception {
        ScriptProcess process = ended(exit);
        for (String output : List.of("Content-Type: a/b\n\nbody", "X-Only: header\n\n")) {
            CgiProtocol protocol = protocol("GET", process, policy);
            if (whole) {
                assertTrue(read(protocol, Bytes.of(output)).endsWith("END"));
            } else {
                AnswerException cut = assertThrows(AnswerException.class, () -> read(protocol, Bytes.of(output)));
                assertTrue(cut.getMessage().contains("cut short"), cut.getMessage());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"exit 3, exited with status 3", "kill -15 $$, was ended by signal 15"})
    void endWithinTheHeadIsExplained(String exit, String explanation) throws Exception {
        CgiProtocol protocol = protocol("GET", ended(exit), ExitPolicy.ANY);
        AnswerException failure = assertThrows(AnswerException.class, () -> read(protocol, Bytes.of("Content-Ty")));
        assertEquals("script /cgi/x " + explanation + " after 10 bytes of the response head", failure.getMessage());
    }
}
