package org.gateway4j.internal.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class OctetsTest {

    @Test
    void textBecomesItsUtf8Octets() {
        assertEquals("\u00C3\u00A4", Octets.utf8("\u00E4"));
        assertEquals("a\u00E2\u0082\u00AC", Octets.utf8("a\u20AC"));
        assertEquals("\u00F0\u009F\u0098\u0080", Octets.utf8("\uD83D\uDE00"));
    }

    @Test
    void asciiIsNotCopied() {
        String ascii = "plain";
        assertSame(ascii, Octets.utf8(ascii));
    }

    @Test
    void printableEscapesAllThatIsNotVisibleAscii() {
        assertEquals("\"a\\x00\\x0d\\x0a\\x7f\\xff\\x22\\x5c b\"", Octets.printable("a\0\r\n\u007F\u00FF\"\\ b"));
    }

    @Test
    void printableIsBounded() {
        assertEquals("\"" + "a".repeat(64) + "\"", Octets.printable("a".repeat(64)));
        assertEquals("\"" + "a".repeat(64) + "…\"", Octets.printable("a".repeat(65)));
        assertTrue(Octets.printable("\0".repeat(100_000)).length() < 300);
    }
}
