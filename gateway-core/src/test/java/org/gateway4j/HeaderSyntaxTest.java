package org.gateway4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderSyntaxTest {

    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    /** RFC 9110 section 5.6.2, over every char of one octet and some beyond. */
    @Test
    void tokenCharactersAreThoseOfTheRfc() {
        for (char c = 0; c < 0x180; c++) {
            boolean letterOrDigit = c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            assertEquals(
                    letterOrDigit || TOKEN_MARKS.indexOf(c) >= 0,
                    HeaderSyntax.isToken("a" + c + "b"),
                    "U+%04X".formatted((int) c));
        }
    }

    @Test
    void anEmptyTextIsNoToken() {
        assertFalse(HeaderSyntax.isToken(""));
    }

    static IntStream refusedInValues() {
        return IntStream.of(0, '\r', '\n', 0x100, 0x20AC, 0xFFFF);
    }

    @ParameterizedTest
    @MethodSource("refusedInValues")
    void valuesHoldNoLineEndsNoNulAndNothingBeyondAnOctet(int c) {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> HeaderSyntax.checkValue("X-Key", "secret" + (char) c + "more"));
        assertTrue(e.getMessage().startsWith("header X-Key: character U+%04X at index 6".formatted(c)), e.getMessage());
        assertFalse(e.getMessage().contains("secret"), e.getMessage());
    }

    @Test
    void valuesMayHoldEveryOtherOctet() {
        StringBuilder all = new StringBuilder();
        for (char c = 1; c <= 0xFF; c++) {
            if (c != '\r' && c != '\n') {
                all.append(c);
            }
        }
        HeaderSyntax.checkValue("X-All", all.toString());
        assertEquals(253, all.length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a:", "(a)", "a\tb", "a\r\nX: b", "ä", "a/b", "a\u0000", "\u212Aelvin"})
    void aNameThatIsNoTokenIsNamedWithoutControlCharacters(String name) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> HeaderSyntax.checkName(name));
        assertTrue(e.getMessage().startsWith("header name \""), e.getMessage());
        assertTrue(e.getMessage().chars().allMatch(c -> c >= ' ' && c < 0x7F), e.getMessage());
    }
}
