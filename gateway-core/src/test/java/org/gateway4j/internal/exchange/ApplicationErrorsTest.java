package org.gateway4j.internal.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.gateway4j.GatewayListener;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Limits;
import org.gateway4j.testkit.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Error output is whatever an application, or its client through it, wants a log to hold (CWE-117). */
class ApplicationErrorsTest {

    private final List<String> lines = new ArrayList<>();

    private ApplicationErrors errors(Limits limits) {
        GatewayListener listener = new GatewayListener() {
            @Override
            public void applicationError(GatewayRequest request, String text) {
                lines.add(text);
            }
        };
        Backend backend = TestBackend.of(Medium.CONNECTION, limits, listener);
        return new ApplicationErrors(backend, GatewayRequest.get("/").build());
    }

    private ApplicationErrors errors() {
        return errors(Limits.defaults());
    }

    private static void write(ApplicationErrors errors, String text) {
        ByteBuffer bytes = ByteBuffer.wrap(Bytes.of(text));
        errors.accept(bytes);
        assertFalse(bytes.hasRemaining(), "all must be taken");
    }

    private List<String> lines(String text) {
        ApplicationErrors errors = errors();
        write(errors, text);
        errors.end();
        return lines;
    }

    @Test
    void textIsCutIntoLines() {
        assertEquals(List.of("one", "two", "three"), lines("one\ntwo  \r\n\n \nthree"));
    }

    @Test
    void lineMayComeInPieces() {
        ApplicationErrors errors = errors();
        for (char c : "PHP Warning:  oops in a.php\nnext".toCharArray()) {
            write(errors, "" + c);
        }
        assertEquals(List.of("PHP Warning:  oops in a.php"), lines);
        errors.end();
        assertEquals(List.of("PHP Warning:  oops in a.php", "next"), lines);
    }

    @Test
    void whatIsNotVisibleAsciiIsEscaped() {
        assertEquals(
                List.of("\\x1b[2J\\x00\ttab \\xc3\\xa9 \\x7f\\x80\\xff \\x08"),
                lines("\u001b[2J\0\ttab \u00c3\u00a9 \u007f\u0080\u00ff \b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\rb", "a\u0085b", "a\u000bb", "a\fb", "a\u00e2\u0080\u00a8b"})
    void nothingButLineFeedsStartsALine(String text) {
        List<String> made = lines(text);
        assertEquals(1, made.size());
        assertTrue(made.get(0).chars().allMatch(c -> c >= ' ' && c < 0x7F), made.get(0));
    }

    @Test
    void endlessLineIsCut() {
        List<String> made = lines("x".repeat(5_000));
        assertEquals(
                List.of(2_048, 2_048, 904), made.stream().map(String::length).toList());
    }

    @Test
    void outputOfARequestIsBounded() {
        ApplicationErrors errors = errors(Limits.defaults().withStderrBytes(10));
        write(errors, "12345\n");
        write(errors, "6789abcdef\nmore\n");
        write(errors, "x".repeat(100_000));
        errors.end();
        assertEquals(List.of("12345", "6789"), lines);
    }

    /** What matters most comes last, however much there was before. */
    @Test
    void tailIsTheEndAlsoBeyondTheBound() {
        ApplicationErrors errors = errors(Limits.defaults().withStderrBytes(10));
        write(errors, "warning\n".repeat(1_000));
        write(errors, "fatal\n");
        errors.end();
        assertEquals("fatal", errors.tail());
        assertEquals(List.of("warning", "wa"), lines);
    }

    @Test
    void outputMayBeSwitchedOff() {
        ApplicationErrors errors = errors(Limits.defaults().withStderrBytes(0));
        write(errors, "secret\n");
        errors.end();
        assertEquals(List.of(), lines);
        assertEquals("", errors.tail());
    }

    /** The listener is the host's own; only the log is protected from floods. */
    @Test
    void listenerHasAllLinesThoughTheLogHasFew() {
        ApplicationErrors errors = errors(Limits.defaults().withStderrLinesPerSecond(0));
        write(errors, "line\n".repeat(500));
        assertEquals(500, lines.size());
    }

    @Test
    void tailIsTheEndOfTheLastLine() {
        ApplicationErrors errors = errors();
        assertEquals("", errors.tail());
        write(errors, "first\nsecond\n");
        assertEquals("second", errors.tail());
        write(errors, "thi\u0001rd");
        assertEquals("thi\\x01rd", errors.tail());
        write(errors, "y".repeat(1_000));
        assertEquals("…" + "y".repeat(256), errors.tail());
    }

    @Test
    void whatWasDroppedIsALineLikeOthers() {
        Limits limits = Limits.defaults().withStderrBytes(10).withStderrLinesPerSecond(0);
        Backend backend = TestBackend.of(Medium.CONNECTION, limits, null);
        ApplicationErrors errors =
                new ApplicationErrors(backend, GatewayRequest.get("/").build());
        write(errors, "x".repeat(100));
        errors.end();
        assertEquals(2, backend.errorLines().takeHeldBack());
    }
}
