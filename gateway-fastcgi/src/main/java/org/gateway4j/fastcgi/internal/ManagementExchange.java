package org.gateway4j.fastcgi.internal;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.gateway4j.GatewayException;
import org.gateway4j.fastcgi.Capabilities;
import org.gateway4j.fastcgi.internal.codec.NameValuePairs;
import org.gateway4j.fastcgi.internal.codec.RecordDecoder;
import org.gateway4j.fastcgi.internal.codec.RecordHeader;
import org.gateway4j.fastcgi.internal.codec.RecordType;
import org.gateway4j.internal.blocking.ProbeConnection;
import org.gateway4j.internal.protocol.AnswerException;
import org.jspecify.annotations.Nullable;

/**
 * Asks for an application's capabilities with management records (FastCGI specification, section 4.1). The question has
 * three names at most, because libfcgi answers from a buffer of 64 bytes.
 */
public final class ManagementExchange {

    private static final int MANAGEMENT_ID = 0;
    private static final String MAX_CONNS = "FCGI_MAX_CONNS";
    private static final String MAX_REQS = "FCGI_MAX_REQS";
    private static final String MPXS_CONNS = "FCGI_MPXS_CONNS";
    private static final int LONGEST_ANSWER = 1024;

    private ManagementExchange() {}

    /** Asks over a connection that was opened for the question. */
    public static Capabilities capabilities(ProbeConnection connection) throws GatewayException {
        connection.send(question());
        RecordDecoder records = new RecordDecoder();
        ByteBuffer input = ByteBuffer.allocate(LONGEST_ANSWER);
        try {
            while (true) {
                connection.receive(input);
                Capabilities answer = answer(input.duplicate().flip(), records);
                if (answer != null) {
                    return answer;
                }
            }
        } catch (AnswerException e) {
            throw connection.bad(e);
        }
    }

    /**
     * The question: one record with the names, and an empty one, because libfcgi reads the names as a stream and
     * answers at its end.
     */
    static ByteBuffer question() {
        ByteBuffer pairs = ByteBuffer.allocate(64);
        NameValuePairs.put(pairs, MAX_CONNS, "");
        NameValuePairs.put(pairs, MAX_REQS, "");
        NameValuePairs.put(pairs, MPXS_CONNS, "");
        pairs.flip();
        ByteBuffer records = ByteBuffer.allocate(2 * RecordHeader.SIZE + pairs.remaining());
        RecordHeader.put(records, RecordType.GET_VALUES, MANAGEMENT_ID, pairs.remaining());
        records.put(pairs);
        RecordHeader.put(records, RecordType.GET_VALUES, MANAGEMENT_ID, 0);
        return records.flip();
    }

    /** Reads the answer from all bytes that were received. Returns null while it is not complete. */
    static @Nullable Capabilities answer(ByteBuffer received, RecordDecoder records) throws AnswerException {
        records.reset();
        if (!records.next(received)) {
            return null;
        }
        if (records.requestId() != MANAGEMENT_ID || records.contentLength() > LONGEST_ANSWER - RecordHeader.SIZE) {
            throw AnswerException.malformed(records.type() + " record of request " + records.requestId() + " and "
                    + records.contentLength() + " bytes in answer to GET_VALUES");
        }
        if (records.type() == RecordType.UNKNOWN_TYPE) {
            return new Capabilities(OptionalInt.empty(), OptionalInt.empty(), Optional.empty());
        }
        if (records.type() != RecordType.GET_VALUES_RESULT) {
            throw AnswerException.malformed("record of type " + records.typeCode() + " in answer to GET_VALUES");
        }
        if (received.remaining() < records.contentLength()) {
            return null;
        }
        return capabilities(NameValuePairs.get(received.limit(received.position() + records.contentLength())));
    }

    private static Capabilities capabilities(Map<String, String> values) throws AnswerException {
        OptionalInt multiplexes = number(values, MPXS_CONNS);
        return new Capabilities(
                number(values, MAX_CONNS),
                number(values, MAX_REQS),
                multiplexes.isEmpty() ? Optional.empty() : Optional.of(multiplexes.getAsInt() != 0));
    }

    private static OptionalInt number(Map<String, String> values, String name) throws AnswerException {
        String value = values.get(name);
        if (value == null || value.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.parseInt(value));
        } catch (NumberFormatException e) {
            throw AnswerException.malformed("value of " + name + " is no number");
        }
    }
}
