package org.gateway4j.ajp.internal.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.gateway4j.ajp.Wire;
import org.gateway4j.internal.protocol.AnswerException;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.Splits;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that are packets of a container, each split at every place. */
class PacketDecoderTest {

    /** A packet as it was found: what follows the type is in the content, or the number where the type has one. */
    record Found(MessageType type, int number, String content) {}

    private static List<Found> decode(List<ByteBuffer> pieces) throws AnswerException {
        PacketDecoder decoder = new PacketDecoder();
        List<Found> packets = new ArrayList<>();
        StringBuilder content = new StringBuilder();
        boolean inPacket = false;
        for (ByteBuffer piece : pieces) {
            ByteBuffer input = piece.duplicate();
            do {
                if (!inPacket) {
                    inPacket = decoder.next(input);
                }
                if (inPacket) {
                    int count = Math.min(decoder.contentLeft(), input.remaining());
                    byte[] some = new byte[count];
                    input.get(some);
                    content.append(Bytes.text(some));
                    decoder.consumed(count);
                    if (decoder.contentLeft() == 0) {
                        int number = decoder.type().numberSize() == 0 ? -1 : decoder.number();
                        packets.add(new Found(decoder.type(), number, content.toString()));
                        content.setLength(0);
                        inPacket = false;
                    }
                }
            } while (input.hasRemaining());
        }
        return packets;
    }

    static Stream<Arguments> streams() {
        Found cpong = new Found(MessageType.CPONG, -1, "");
        return Stream.of(
                Arguments.of("'AB' 0001 09", List.of(cpong)),
                Arguments.of("'AB' 0002 05 01", List.of(new Found(MessageType.END_RESPONSE, 1, ""))),
                Arguments.of("'AB' 0002 05 00", List.of(new Found(MessageType.END_RESPONSE, 0, ""))),
                Arguments.of("'AB' 0003 06 1ffa", List.of(new Found(MessageType.GET_BODY_CHUNK, 8186, ""))),
                Arguments.of(
                        "'AB' 0004 03 0000 00  'AB' 0001 09",
                        List.of(new Found(MessageType.SEND_BODY_CHUNK, 0, ""), cpong)),
                Arguments.of(
                        "'AB' 0003 03 0000  'AB' 0001 09",
                        List.of(new Found(MessageType.SEND_BODY_CHUNK, 0, ""), cpong)),
                Arguments.of(
                        "'AB' 0008 03 0004 'body' 00  'AB' 0007 03 0004 'more'  'AB' 0001 09",
                        List.of(
                                new Found(MessageType.SEND_BODY_CHUNK, 4, "body"),
                                new Found(MessageType.SEND_BODY_CHUNK, 4, "more"),
                                cpong)),
                Arguments.of(
                        "'AB' 0008 04 00c8 0000 00 0000",
                        List.of(new Found(MessageType.SEND_HEADERS, -1, "\0\u00c8\0\0\0\0\0"))));
    }

    @ParameterizedTest
    @Covers("ajp/wire-magic")
    @MethodSource("streams")
    void packetsAreFoundWhereverTheirBytesAreSplit(String bytes, List<Found> packets) throws AnswerException {
        for (List<ByteBuffer> pieces : Splits.of(Wire.bytes(bytes)).toList()) {
            assertEquals(packets, decode(pieces), () -> "pieces " + pieces);
        }
    }

    @Test
    @Covers("ajp/wire-large-packets")
    void largestPacketsAreFound() throws AnswerException {
        String data = "d".repeat(65_531);
        byte[] stream = Wire.bytes("'AB' ffff 03 fffb '" + data + "' 00  'AB' ffff 04 '" + data + "xyz'  'AB' 0001 09");
        assertEquals(
                List.of(
                        new Found(MessageType.SEND_BODY_CHUNK, 65_531, data),
                        new Found(MessageType.SEND_HEADERS, -1, data + "xyz"),
                        new Found(MessageType.CPONG, -1, "")),
                decode(List.of(ByteBuffer.wrap(stream))));
    }

    @ParameterizedTest
    @Covers({"ajp/CVE-2026-28780", "ajp/CVE-2006-7197"})
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'HTTP/1.1 400'       | it begins",
                "'AC'                 | not an AJP packet",
                "1234 0001 09         | not an AJP packet",
                "00                   | not an AJP packet",
                "'AB' 0000 00         | empty packet",
                "'AB' 0001 00         | type 0 and 1 bytes",
                "'AB' 0001 02         | type 2 and 1 bytes",
                "'AB' 0001 07         | type 7 and 1 bytes",
                "'AB' 0001 0a         | type 10 and 1 bytes",
                "'AB' 0001 ff         | type 255 and 1 bytes",
                "'AB' 0002 09 00      | CPONG packet of 2 bytes",
                "'AB' 0001 05         | END_RESPONSE packet of 1 bytes",
                "'AB' 0003 05 01 00   | END_RESPONSE packet of 3 bytes",
                "'AB' 0002 06 1f      | GET_BODY_CHUNK packet of 2 bytes",
                "'AB' 0004 06 1ffa 00 | GET_BODY_CHUNK packet of 4 bytes",
                "'AB' 0002 03 00      | SEND_BODY_CHUNK packet of 2 bytes",
                "'AB' 0004 03 0002 00 | says that it has 2 bytes",
                "'AB' 0004 03 ffff 00 | says that it has 65535 bytes",
                "'AB' 0005 03 0000 00 | says that it has 0 bytes",
                "'AB' 0004 03 0000 01 | followed by 0x01, not by NUL"
            })
    void whatAContainerMayNotSendIsRefused(String bytes, String message) {
        for (List<ByteBuffer> pieces :
                Splits.of(Wire.bytes(bytes + "'AB' 0001 09")).toList()) {
            AnswerException refused = assertThrows(AnswerException.class, () -> decode(pieces));
            assertTrue(refused.getMessage().contains(message), refused.getMessage());
        }
    }

    @Test
    void positionTellsWhereDecodingStands() throws AnswerException {
        PacketDecoder decoder = new PacketDecoder();
        assertEquals("before any packet", decoder.position());
        assertFalse(decoder.next(ByteBuffer.wrap(Wire.bytes("'AB' 00"))));
        assertEquals("within the beginning of a packet (3 of 5 bytes)", decoder.position());
        assertTrue(decoder.next(ByteBuffer.wrap(Wire.bytes("06 03 0002"))));
        decoder.consumed(1);
        assertEquals("within a SEND_BODY_CHUNK packet (1 of 2 bytes)", decoder.position());
        decoder.consumed(1);
        assertEquals("before the last byte of a SEND_BODY_CHUNK packet", decoder.position());
        assertFalse(decoder.next(ByteBuffer.wrap(new byte[1])));
        assertEquals("before any packet", decoder.position());
        assertTrue(decoder.next(ByteBuffer.wrap(Wire.bytes("'AB' 0002 05 01"))));
        assertEquals("after a END_RESPONSE packet", decoder.position());
        decoder.reset();
        assertEquals("before any packet", decoder.position());
    }

    @Test
    void dataPacketsAndCping() {
        ByteBuffer header = ByteBuffer.allocate(6);
        Packet.putDataHeader(header, 0);
        assertEquals("123400020000", Wire.hex(header.array()));
        Packet.putDataHeader(header.clear(), 8186);
        assertEquals("12341ffc1ffa", Wire.hex(header.array()));
        Packet.putDataHeader(header.clear(), 65_530);
        assertEquals("1234fffcfffa", Wire.hex(header.array()));
        assertEquals("123400010a", Wire.hex(Wire.bytes(Packet.cping())));
    }
}
