package org.gateway4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MessageTextTest {

    @Test
    void linesHaveNoControlCharactersAndNoSeparators() {
        assertEquals("a\\x0a\\x1b[2J\\x85\\u2028\tä b", MessageText.line("a\n\u001b[2J\u0085\u2028\tä b"));
    }

    @Test
    void quotedTextIsPrintableAscii() {
        assertEquals("\"a b\\x00\\xe4\\u212a\"", MessageText.quoted("a b\u0000\u00e4\u212a"));
    }

    @Test
    void quotedTextIsBounded() {
        assertEquals("\"" + "x".repeat(64) + "…\"", MessageText.quoted("x".repeat(1000)));
    }

    @Test
    void pathsHaveNoParameters() {
        assertEquals("/a;…/b;…", MessageText.path("/a;jsessionid=1/b%3bx=2"));
    }

    @Test
    void pathsAreBounded() {
        assertEquals("/" + "x".repeat(255) + "…", MessageText.path("/" + "x".repeat(1000)));
    }
}
