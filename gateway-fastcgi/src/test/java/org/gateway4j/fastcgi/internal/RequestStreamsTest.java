package org.gateway4j.fastcgi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The bytes around the pieces of STDIN and DATA, written by hand. */
class RequestStreamsTest {

    private static final String STDIN_END = "01 05 0102 0000 00 00 ";
    private static final String DATA_END = "01 08 0102 0000 00 00 ";

    private final RequestStreams plain = new RequestStreams(false);
    private final RequestStreams padded = new RequestStreams(true);

    /** Frames a piece, whose place is marked by a bar. */
    private static String frame(RequestStreams streams, int length, boolean last) {
        streams.frame(length, last);
        return hex(streams.prefix()) + "|" + hex(streams.suffix());
    }

    private static String hex(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String golden(String text) {
        return text.replace(" ", "");
    }

    @Test
    void authorizerHasNoStream() {
        plain.beginWithout(0x0102);
        assertEquals(0, plain.credit());
    }

    @Test
    void responderHasStdin() {
        plain.beginStdin(0x0102);
        assertEquals(65_528, plain.credit());
        assertEquals(golden("01 05 0102 0005 00 00 |"), frame(plain, 5, false));
        assertEquals(golden("01 05 0102 fff8 00 00 |" + STDIN_END), frame(plain, 65_528, true));
        assertEquals(0, plain.credit());
    }

    @Test
    void filterHasStdinAndThenData() {
        plain.beginStdinAndData(0x0102, 7);
        assertEquals(7, plain.credit());
        assertEquals(golden("01 05 0102 0005 00 00 |"), frame(plain, 5, false));
        assertEquals(2, plain.credit());
        assertEquals(golden("01 05 0102 0002 00 00 |" + STDIN_END), frame(plain, 2, false));
        assertEquals(65_528, plain.credit());
        assertEquals(golden("01 08 0102 0100 00 00 |"), frame(plain, 256, false));
        assertEquals(golden("01 08 0102 0001 00 00 |" + DATA_END), frame(plain, 1, true));
        assertEquals(0, plain.credit());
    }

    @Test
    void filterWithoutDataHasBothEndsBehindItsStdin() {
        plain.beginStdinAndData(0x0102, 2);
        assertEquals(golden("01 05 0102 0002 00 00 |" + STDIN_END + DATA_END), frame(plain, 2, true));
    }

    @Test
    void filterWhoseStdinWasEndedWithTheHeadHasDataOnly() {
        plain.beginStdinAndData(0x0102, 0);
        assertEquals(golden("|" + DATA_END), frame(plain, 0, true));
    }

    @Test
    void recordsAreFilledUpToMultiplesOfEightBytes() {
        padded.beginStdin(0x0102);
        assertEquals(golden("01 05 0102 0001 07 00 | 00000000000000"), frame(padded, 1, false));
        assertEquals(golden("01 05 0102 0007 01 00 | 00"), frame(padded, 7, false));
        assertEquals(golden("01 05 0102 0008 00 00 |"), frame(padded, 8, false));
        assertEquals(golden("01 05 0102 fff8 00 00 |"), frame(padded, 65_528, false));
        assertEquals(golden("01 05 0102 0009 07 00 | 00000000000000" + STDIN_END), frame(padded, 9, true));
    }

    @Test
    void emptyRecordIsNeverPadded() {
        padded.beginStdin(0x0102);
        assertEquals(golden("|" + STDIN_END), frame(padded, 0, true));
        padded.beginStdinAndData(0x0102, 3);
        assertEquals(golden("01 05 0102 0003 05 00 | 0000000000" + STDIN_END + DATA_END), frame(padded, 3, true));
    }
}
