package org.gateway4j.ajp.internal.codec;

import java.nio.ByteBuffer;
import org.gateway4j.Headers.Field;
import org.gateway4j.Limits;
import org.gateway4j.internal.http.FieldCache;
import org.gateway4j.internal.http.FieldReader;
import org.gateway4j.internal.http.ResponseHeadBuilder;
import org.gateway4j.internal.protocol.AnswerException;
import org.gateway4j.internal.protocol.ResponseHead;
import org.jspecify.annotations.Nullable;

/**
 * Reads the content of SEND_HEADERS packets: status, reason, number of headers, headers. One thread uses a reader for
 * one response after another.
 */
public final class HeadReader {

    private static final int USUAL_SIZE = 1024;

    private final Limits limits;
    private final PayloadReader payload = new PayloadReader();
    private final FieldReader fields = new FieldReader();
    private final FieldCache recent = new FieldCache();
    private final ResponseHeadBuilder builder = new ResponseHeadBuilder();
    private byte[] bytes = new byte[USUAL_SIZE];
    private int size;
    private int total;

    /** A reader with these limits on size and number of fields. */
    public HeadReader(Limits limits) {
        this.limits = limits;
    }

    /** Resets the reader for the next response. */
    public void reset() {
        total = 0;
    }

    /**
     * Starts with a packet.
     *
     * @param length the length of its content
     */
    public void begin(int length) throws AnswerException {
        total += length;
        if (total > limits.responseHead()) {
            throw AnswerException.malformed(
                    "response head has " + total + " bytes; limits.responseHead is " + limits.responseHead());
        }
        if (length > bytes.length || bytes.length > 8 * USUAL_SIZE) {
            bytes = new byte[Math.max(length, USUAL_SIZE)];
        }
        size = 0;
    }

    /** Consumes this number of bytes of the content. */
    public void read(ByteBuffer input, int count) {
        input.get(bytes, size, count);
        size += count;
    }

    /** The head, after all content was read. It is null for an interim response, because another head follows. */
    public @Nullable ResponseHead head() throws AnswerException {
        payload.begin(bytes, size);
        builder.reset();
        readStatus();
        int count = payload.readInt("number of response headers");
        if (count > limits.responseHeaders()) {
            throw AnswerException.malformed(
                    "response has " + count + " headers; limits.responseHeaders is " + limits.responseHeaders());
        }
        for (int i = 1; i <= count; i++) {
            readField(i, count);
        }
        if (!payload.isAtEnd()) {
            throw AnswerException.malformed("SEND_HEADERS packet goes on for " + (size - payload.position())
                    + " bytes after the last of " + count + " headers");
        }
        return builder.isInterim() ? null : builder.build();
    }

    private void readStatus() throws AnswerException {
        int status = payload.readInt("response status");
        if (status < 100 || status > 999) {
            throw AnswerException.malformed("response status " + status + " is not three digits");
        }
        payload.readString("reason phrase");
        String sent = fields.text(bytes, payload.stringStart(), payload.stringEnd());
        builder.status(status, ReasonPhrases.of(status, sent.strip()));
    }

    private void readField(int number, int count) throws AnswerException {
        int start = payload.position();
        FieldCache.Encoded known = recent.get(number, bytes, start, size);
        try {
            if (known != null) {
                payload.skip(known.length());
                builder.field(known.field());
            } else {
                readUnknownField(number, start);
            }
        } catch (AnswerException e) {
            throw AnswerException.malformed(e.getMessage() + ", header " + number + " of " + count + hint());
        }
    }

    private void readUnknownField(int number, int start) throws AnswerException {
        String name = readName();
        payload.readString(name == null ? "value of a response header" : "value of response header " + name);
        if (name == null) {
            builder.leaveOut(fields.fault());
            return;
        }
        Field field = new Field(name, fields.value(name, bytes, payload.stringStart(), payload.stringEnd()));
        recent.put(number, bytes, start, payload.position(), field);
        builder.field(field);
    }

    /** A hint for the message: Tomcat leaves out fields that do not fit its packet, but counts them. */
    private String hint() {
        return payload.isAtEnd()
                ? "; if the head is larger than the container's packetSize, raise that on both sides"
                : "";
    }

    private @Nullable String readName() throws AnswerException {
        int length = payload.readInt("response header");
        if (length >>> 8 != ResponseHeader.CODES) {
            payload.readString(length, "response header name");
            return fields.name(bytes, payload.stringStart(), payload.stringEnd());
        }
        String name = ResponseHeader.name(length);
        if (name == null) {
            throw AnswerException.malformed("response header code 0x%04x is not defined".formatted(length));
        }
        return name;
    }
}
