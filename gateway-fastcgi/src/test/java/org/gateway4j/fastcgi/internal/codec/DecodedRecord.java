package org.gateway4j.fastcgi.internal.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.gateway4j.internal.protocol.AnswerException;

/** A record as {@link RecordDecoder} finds it. */
record DecodedRecord(RecordType type, int id, String content) {

    /** All complete records of a stream that comes in pieces. */
    static List<DecodedRecord> of(List<ByteBuffer> pieces) throws AnswerException {
        List<DecodedRecord> records = new ArrayList<>();
        decode(pieces, records);
        return records;
    }

    /** Adds the complete records to a list, which holds those before the fault if there is one. */
    static void decode(List<ByteBuffer> pieces, List<DecodedRecord> records) throws AnswerException {
        RecordDecoder decoder = new RecordDecoder();
        StringBuilder content = null;
        for (ByteBuffer piece : pieces) {
            while (true) {
                if (content == null) {
                    if (!decoder.next(piece)) {
                        break;
                    }
                    content = new StringBuilder();
                }
                byte[] some = new byte[Math.min(decoder.contentLeft(), piece.remaining())];
                piece.get(some);
                decoder.consumed(some.length);
                content.append(new String(some, StandardCharsets.ISO_8859_1));
                if (decoder.contentLeft() > 0) {
                    break;
                }
                records.add(new DecodedRecord(decoder.type(), decoder.requestId(), content.toString()));
                content = null;
            }
        }
    }
}
