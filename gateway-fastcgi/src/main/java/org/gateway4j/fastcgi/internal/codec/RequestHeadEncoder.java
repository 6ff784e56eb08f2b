package org.gateway4j.fastcgi.internal.codec;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.gateway4j.internal.cgi.VariableSink;
import org.jspecify.annotations.Nullable;

/**
 * Encodes BEGIN_REQUEST and all PARAMS records of a request into one buffer, in one pass. A pair never spans two
 * records, because PHP-FPM reads each record by itself. Empty records are never padded, because PHP-FPM does not skip
 * their padding. Pairs that are the same as in the previous request lie in the buffer already and are not copied again.
 * One thread uses an encoder for one request after another. It allocates only to grow.
 */
public final class RequestHeadEncoder implements VariableSink {

    private static final int USUAL_SIZE = 8 * 1024;
    private static final int LARGEST_KEPT = 64 * 1024;
    private static final int NO_RECORD = -1;

    /** Where the first PARAMS record begins. */
    private static final int FIRST_RECORD = RecordHeader.SIZE + BeginRequest.SIZE;

    /**
     * The largest content that needs no padding: PHP-FPM refuses records of more than 65535 bytes including their
     * padding.
     */
    private static final int LARGEST_PADDED = 65_528;

    /** Variables whose total size is not larger always fit into records. */
    public static final int SMALLEST_LIMIT = LARGEST_PADDED;

    private final int limit;
    private final boolean padding;
    private final int largestContent;
    private final PairCache recent = new PairCache();
    private byte[] bytes = new byte[USUAL_SIZE];
    private ByteBuffer buffer = ByteBuffer.wrap(bytes);
    private int size;
    private int requestId;
    private int recordStart = NO_RECORD;
    private @Nullable String oversized;

    /**
     * An encoder.
     *
     * @param limit the largest size of a head in bytes
     * @param padding whether records are padded to multiples of 8 bytes
     */
    public RequestHeadEncoder(int limit, boolean padding) {
        this.limit = limit;
        this.padding = padding;
        this.largestContent = padding ? LARGEST_PADDED : RecordHeader.MAX_CONTENT;
    }

    /** Starts a head. */
    public void begin(int id, Role role, boolean keepConnection) {
        recent.begin();
        if (bytes.length > LARGEST_KEPT) {
            resize(USUAL_SIZE);
            recent.forget();
        }
        size = 0;
        requestId = id;
        recordStart = NO_RECORD;
        oversized = null;
        buffer.clear();
        RecordHeader.put(buffer, RecordType.BEGIN_REQUEST, id, BeginRequest.SIZE);
        new BeginRequest(role, keepConnection).put(buffer);
        size = buffer.position();
    }

    @Override
    public void put(String name, String value) {
        int start = size;
        int end = isInFirstRecord() ? recent.end(name, value, start) : PairCache.UNKNOWN;
        if (end != PairCache.UNKNOWN) {
            size = end;
        } else if (startPair(name, value.length())) {
            append(name);
            append(value);
            recent.put(name, value, isInFirstRecord() ? start : PairCache.UNKNOWN, size);
        }
    }

    private boolean isInFirstRecord() {
        return recordStart == FIRST_RECORD && oversized == null;
    }

    /**
     * Makes room for a pair in this record or the next one, and writes its lengths. Returns false if the pair cannot be
     * sent.
     */
    private boolean startPair(String name, int valueLength) {
        int nameLength = name.length();
        long pair = (long) NameValuePairs.lengthSize(nameLength)
                + NameValuePairs.lengthSize(valueLength)
                + nameLength
                + valueLength;
        if (oversized != null || pair > largestContent || size + pair + 2 * RecordHeader.SIZE > limit) {
            oversized = oversized == null ? name : oversized;
            return false;
        }
        if (recordStart != NO_RECORD && contentLength() + pair > largestContent) {
            endRecord();
        }
        reserve((int) pair + RecordHeader.SIZE + 2 * RecordHeader.ALIGNMENT);
        if (recordStart == NO_RECORD) {
            recordStart = size;
            size += RecordHeader.SIZE;
        }
        appendLength(nameLength);
        appendLength(valueLength);
        return true;
    }

    private int contentLength() {
        return size - recordStart - RecordHeader.SIZE;
    }

    private void endRecord() {
        int length = contentLength();
        int fill = padding ? -length & RecordHeader.ALIGNMENT - 1 : 0;
        new RecordHeader(RecordType.PARAMS, requestId, length, fill)
                .put(buffer.clear().position(recordStart));
        Arrays.fill(bytes, size, size + fill, (byte) 0);
        size += fill;
        recordStart = NO_RECORD;
    }

    private void reserve(int count) {
        if (size + count > bytes.length) {
            resize(Math.max(size + count, 2 * bytes.length));
        }
    }

    private void resize(int length) {
        bytes = Arrays.copyOf(bytes, length);
        buffer = ByteBuffer.wrap(bytes);
    }

    private void appendLength(int length) {
        if (NameValuePairs.lengthSize(length) == 1) {
            bytes[size++] = (byte) length;
        } else {
            NameValuePairs.putLength(buffer.clear().position(size), length);
            size = buffer.position();
        }
    }

    /** Copies the chars of an octet string as bytes, which is what this deprecated method does. */
    @SuppressWarnings("deprecation")
    private void append(String octets) {
        octets.getBytes(0, octets.length(), bytes, size);
        size += octets.length();
    }

    /** The first variable that did not fit into a record or the limit, or null if all did. */
    public @Nullable String oversized() {
        return oversized;
    }

    /** Ends the head. The buffer is valid until the next {@link #begin}. */
    public ByteBuffer end() {
        if (recordStart != NO_RECORD) {
            endRecord();
        }
        endStream(RecordType.PARAMS);
        return buffer.position(0).limit(size);
    }

    private void endStream(RecordType type) {
        reserve(RecordHeader.SIZE);
        RecordHeader.put(buffer.clear().position(size), type, requestId, 0);
        size += RecordHeader.SIZE;
    }

    /** Ends the head and adds an empty STDIN after it. */
    public ByteBuffer endWithEmptyStdin() {
        end();
        endStream(RecordType.STDIN);
        return buffer.position(0).limit(size);
    }
}
