package org.gateway4j.internal.cgi;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.gateway4j.Headers.Field;
import org.gateway4j.Limits;
import org.gateway4j.internal.http.FieldCache;
import org.gateway4j.internal.http.FieldReader;
import org.gateway4j.internal.http.Octets;
import org.gateway4j.internal.http.ResponseHeadBuilder;
import org.gateway4j.internal.protocol.AnswerException;
import org.gateway4j.internal.protocol.ResponseHead;

/**
 * Reads the head of a CGI response (RFC 3875 section 6) in pieces of any size. Lines end in LF or CRLF, and an empty
 * line ends the head. A line that is not a header line is an error and is never skipped. Heads of interim responses are
 * skipped: they have no content, so another head follows. One thread uses a parser for one response after another.
 */
public final class ResponseHeadParser {

    private static final int USUAL_SIZE = 1024;

    private final Limits limits;
    private final ResponseHeadBuilder builder = new ResponseHeadBuilder();
    private final FieldCache recent = new FieldCache();
    private final FieldReader fields = new FieldReader();
    private byte[] bytes = new byte[USUAL_SIZE];
    private int size;
    private int lineStart;
    private int lines;

    /** The number of lines before the first line of this head. */
    private int linesBefore;

    /** A parser with these limits on size and number of fields. */
    public ResponseHeadParser(Limits limits) {
        this.limits = limits;
    }

    /** Resets the parser for the next response. */
    public void reset() {
        if (bytes.length > 8 * USUAL_SIZE) {
            bytes = new byte[USUAL_SIZE];
        }
        size = 0;
        lineStart = 0;
        lines = 0;
        linesBefore = 0;
        builder.reset();
    }

    /**
     * Consumes input up to the end of the head.
     *
     * @param input the bytes to read
     * @param most the largest number of bytes to consume
     * @return whether the head is complete
     * @throws AnswerException if the input is not a head
     */
    public boolean read(ByteBuffer input, int most) throws AnswerException {
        int left = Math.min(most, input.remaining());
        while (left > 0) {
            int from = size;
            int offered = Math.min(left, room());
            input.get(input.position(), bytes, from, offered);
            if (readLines(from + offered)) {
                input.position(input.position() + size - from);
                return true;
            }
            input.position(input.position() + offered);
            left -= offered;
        }
        return false;
    }

    /** Reads the lines that have arrived before an index. Returns whether the head ends there. */
    private boolean readLines(int end) throws AnswerException {
        while (size < end) {
            FieldCache.Encoded known = size == lineStart ? recent.get(lines, bytes, size, end) : null;
            if (known != null) {
                size += known.length();
                take(known.field());
            } else {
                size = afterLine(end);
                if (bytes[size - 1] == '\n' && endsHead()) {
                    return true;
                }
            }
        }
        return false;
    }

    private int afterLine(int end) {
        for (int i = size; i < end; i++) {
            if (bytes[i] == '\n') {
                return i + 1;
            }
        }
        return end;
    }

    /** The number of further bytes that the parser accepts; at least one. */
    private int room() throws AnswerException {
        if (size == bytes.length) {
            if (size >= limits.responseHead()) {
                throw AnswerException.malformed(
                        "response head is larger than limits.responseHead, " + limits.responseHead() + " bytes");
            }
            bytes = Arrays.copyOf(bytes, Math.min(2 * size, limits.responseHead()));
        }
        return bytes.length - size;
    }

    private boolean endsHead() throws AnswerException {
        int end = size - 1;
        if (end > lineStart && bytes[end - 1] == '\r') {
            end--;
        }
        if (end == lineStart) {
            if (lines == linesBefore) {
                throw AnswerException.malformed("response head has no header line");
            }
            return !skipsInterim();
        }
        readLine(lineStart, end);
        return false;
    }

    private boolean skipsInterim() throws AnswerException {
        if (!builder.isInterim()) {
            return false;
        }
        builder.reset();
        lineStart = size;
        linesBefore = lines;
        return true;
    }

    private void readLine(int start, int end) throws AnswerException {
        if (lines == linesBefore && startsWithHttp(start, end)) {
            builder.statusLine(fields.value("HTTP", bytes, start, end));
            endLine();
            return;
        }
        int colon = colon(start, end);
        String name = fields.name(bytes, start, colon);
        if (name == null) {
            leaveOut();
            return;
        }
        Field field = new Field(name, fields.value(name, bytes, colon + 1, end));
        recent.put(lines, bytes, start, size, field);
        take(field);
    }

    /**
     * Drops a line, unless it is the first: output that begins with such a line is more likely a body without a head.
     */
    private void leaveOut() throws AnswerException {
        if (lines == linesBefore) {
            throw AnswerException.malformed(fields.fault() + ", in its first line");
        }
        checkCount();
        builder.leaveOut(fields.fault());
        endLine();
    }

    private void take(Field field) throws AnswerException {
        checkCount();
        builder.field(field);
        endLine();
    }

    private void checkCount() throws AnswerException {
        if (lines >= limits.responseHeaders()) {
            throw AnswerException.malformed(
                    "response has more than limits.responseHeaders, " + limits.responseHeaders() + ", header lines");
        }
    }

    private void endLine() {
        lines++;
        lineStart = size;
    }

    private int colon(int start, int end) throws AnswerException {
        int colon = start;
        while (colon < end && bytes[colon] != ':') {
            colon++;
        }
        if (colon == end) {
            throw malformed("no colon in ", start, end);
        }
        if (FieldReader.isBlank(bytes[start])) {
            throw malformed("continuation in ", start, end);
        }
        if (colon == start) {
            throw malformed("no name in ", start, end);
        }
        return colon;
    }

    private boolean startsWithHttp(int start, int end) {
        return end - start > 5
                && bytes[start] == 'H'
                && bytes[start + 1] == 'T'
                && bytes[start + 2] == 'T'
                && bytes[start + 3] == 'P'
                && bytes[start + 4] == '/';
    }

    private AnswerException malformed(String what, int start, int end) {
        return AnswerException.malformed(what + "line " + (lines + 1) + " of the response head: " + (end - start)
                + " bytes, the first of them " + Octets.shown(bytes[start]));
    }

    /** The head, after {@link #read} has returned true. */
    public ResponseHead head() throws AnswerException {
        return builder.build();
    }

    /** The number of bytes that were read so far. */
    public int size() {
        return size;
    }
}
