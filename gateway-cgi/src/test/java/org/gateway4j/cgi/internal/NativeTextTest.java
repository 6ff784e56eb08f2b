package org.gateway4j.cgi.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.gateway4j.testkit.Bytes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Octets are handed to a process unchanged or not at all. */
class NativeTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"US-ASCII", "ISO-8859-1", "UTF-8", "windows-1252"})
    void asciiIsTheSameInAll(String charset) {
        assertEquals("a ~\t", new NativeText(Charset.forName(charset)).of("a ~\t"));
    }

    @ParameterizedTest
    @CsvSource({
        "US-ASCII, C3A9, false",
        "US-ASCII, E9, false",
        "ISO-8859-1, C3A9, true",
        "ISO-8859-1, E9, true",
        "ISO-8859-1, 80FF, true",
        "UTF-8, C3A9, true",
        "UTF-8, F09F9880, true",
        "UTF-8, E9, false",
        "UTF-8, C0AF, false",
        "UTF-8, EDA080, false",
        "UTF-8, F4908080, false",
        "UTF-8, EFBFBD, true",
        "windows-1252, 81, false"
    })
    void otherBytesPassWhereTheEncodingHasThem(Charset charset, String hex, boolean passes) {
        byte[] octets = java.util.HexFormat.of().parseHex(hex);
        String text = new NativeText(charset).of(Bytes.text(octets));
        if (passes) {
            assertArrayEquals(octets, text.getBytes(charset));
        } else {
            assertNull(text);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 0x7F, 0x80, 0xFF})
    void everyOctetIsALatin1Letter(int octet) {
        String text = "" + (char) octet;
        assertEquals(text, new NativeText(StandardCharsets.ISO_8859_1).of(text));
    }
}
