package org.gateway4j.fastcgi.internal.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.gateway4j.internal.protocol.AnswerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** FastCGI specification, section 3.4. The sizes are those of Go's tests, the pairs like those of Net-FastCGI's. */
class NameValuePairsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "1, 01",
        "127, 7f",
        "128, 80000080",
        "255, 800000ff",
        "256, 80000100",
        "1000, 800003e8",
        "65535, 8000ffff",
        "33554431, 81ffffff",
        "2147483647, ffffffff"
    })
    void lengthsAreTheseBytes(int length, String bytes) {
        ByteBuffer target = ByteBuffer.allocate(4);
        NameValuePairs.putLength(target, length);
        assertEquals(bytes, Hex.text(target.flip()));
        assertEquals(bytes.length() / 2, NameValuePairs.lengthSize(length));
    }

    static Stream<Arguments> pairs() {
        String a127 = "61".repeat(127);
        String a128 = "61".repeat(128);
        return Stream.of(
                Arguments.of("", Map.of()),
                Arguments.of("0000", Map.of("", "")),
                Arguments.of("0100 41", Map.of("A", "")),
                Arguments.of("0001 41", Map.of("", "A")),
                Arguments.of("0303 466f6f 426172", Map.of("Foo", "Bar")),
                Arguments.of("0303 466f6f 426172 0300 42617a", ordered("Foo", "Bar", "Baz", "")),
                Arguments.of("0203 ff80 00e90a", Map.of("\u00ff\u0080", "\u0000\u00e9\n")),
                Arguments.of("7f01" + a127 + "62", Map.of("a".repeat(127), "b")),
                Arguments.of("80000080 01" + a128 + "62", Map.of("a".repeat(128), "b")),
                Arguments.of("017f 62" + a127, Map.of("b", "a".repeat(127))),
                Arguments.of("01 80000080 62" + a128, Map.of("b", "a".repeat(128))),
                Arguments.of("80000080 80000080" + a128 + a128, Map.of("a".repeat(128), "a".repeat(128))));
    }

    private static Map<String, String> ordered(String... namesAndValues) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            pairs.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return pairs;
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void pairsAreTheseBytesInBothDirections(String bytes, Map<String, String> pairs) throws AnswerException {
        ByteBuffer target = ByteBuffer.allocate(1000);
        pairs.forEach((name, value) -> NameValuePairs.put(target, name, value));
        assertEquals(bytes.replace(" ", ""), Hex.text(target.flip()));
        assertEquals(pairs, NameValuePairs.get(ByteBuffer.wrap(Hex.bytes(bytes))));
    }

    @ParameterizedTest
    @CsvSource({"80000001 00 41, A", "80000000 80000000, ''", "80000001 80000000 41, A"})
    void shortStringWithALongLengthIsRead(String bytes, String name) throws AnswerException {
        assertEquals(Map.of(name, ""), NameValuePairs.get(ByteBuffer.wrap(Hex.bytes(bytes))));
    }

    @Test
    void ofANameThatOccursTwiceTheLastValueCounts() throws AnswerException {
        assertEquals(Map.of("A", "2"), NameValuePairs.get(ByteBuffer.wrap(Hex.bytes("0101 41 31 0101 41 32"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00",
                "01",
                "ff",
                "0001",
                "0100",
                "0101",
                "0101 41",
                "0000 ff",
                "0000 00",
                "0080",
                "00 800000",
                "00 80000080",
                "80",
                "8000",
                "800000",
                "80000080",
                "80000080 00",
                "80000001 80000001 41",
                "ffffffff 00 41",
                "00 ffffffff 41",
                "ffffffff ffffffff",
                "0303 466f6f 426172 05"
            })
    void malformedPairsAreRefused(String bytes) {
        AnswerException refused =
                assertThrows(AnswerException.class, () -> NameValuePairs.get(ByteBuffer.wrap(Hex.bytes(bytes))));
        assertEquals(AnswerException.Kind.MALFORMED, refused.kind());
    }

    @Test
    void everyShorterPartOfAPairIsMalformed() {
        byte[] bytes = Hex.bytes("80000080 02" + "61".repeat(128) + "6262");
        for (int length = 1; length < bytes.length; length++) {
            ByteBuffer part = ByteBuffer.wrap(bytes, 0, length);
            assertThrows(AnswerException.class, () -> NameValuePairs.get(part), "of " + length + " bytes");
        }
    }
}
