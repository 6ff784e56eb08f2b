package org.gateway4j.fastcgi.internal.codec;

import java.nio.ByteBuffer;
import org.gateway4j.internal.http.Octets;
import org.gateway4j.internal.protocol.AnswerException;

/**
 * Finds the records in a stream of bytes that comes in pieces of any size. The decoder consumes headers and padding.
 * The caller consumes content, and reports its size with {@link #consumed}.
 */
public final class RecordDecoder {

    private final byte[] header = new byte[RecordHeader.SIZE];
    private int headerSize;
    private int contentLeft;
    private int paddingLeft;

    /** Drops a record in progress. */
    public void reset() {
        headerSize = 0;
        contentLeft = 0;
        paddingLeft = 0;
    }

    /**
     * Goes to the next record. The content of the previous record must have been consumed.
     *
     * @return false if the input ended before the content of a record began
     * @throws AnswerException if these are not FastCGI records
     */
    public boolean next(ByteBuffer input) throws AnswerException {
        if (!skipPadding(input) || !input.hasRemaining()) {
            return false;
        }
        if (headerSize == RecordHeader.SIZE) {
            headerSize = 0;
        }
        int count = Math.min(RecordHeader.SIZE - headerSize, input.remaining());
        input.get(header, headerSize, count);
        headerSize += count;
        if (header[0] != RecordHeader.VERSION) {
            throw AnswerException.malformed("not a FastCGI record: version is " + (header[0] & 0xFF)
                    + ", not 1; it begins " + Octets.printable(header, 0, headerSize));
        }
        if (headerSize < RecordHeader.SIZE) {
            return false;
        }
        contentLeft = unsignedShort(4);
        paddingLeft = header[6] & 0xFF;
        return true;
    }

    /**
     * Consumes the padding of a record whose content was consumed.
     *
     * @return whether no padding is left
     */
    public boolean skipPadding(ByteBuffer input) {
        int count = Math.min(paddingLeft, input.remaining());
        input.position(input.position() + count);
        paddingLeft -= count;
        return paddingLeft == 0;
    }

    private int unsignedShort(int index) {
        return (header[index] & 0xFF) << 8 | header[index + 1] & 0xFF;
    }

    /** The code of the current record's type. */
    public int typeCode() {
        return header[1] & 0xFF;
    }

    /** The current record's type. */
    public RecordType type() {
        return RecordType.of(typeCode());
    }

    /** The current record's request id. */
    public int requestId() {
        return unsignedShort(2);
    }

    /** The length of the current record's whole content. */
    public int contentLength() {
        return unsignedShort(4);
    }

    /** The number of content bytes that were not consumed. */
    public int contentLeft() {
        return contentLeft;
    }

    /** Reports that this number of content bytes was consumed. */
    public void consumed(int count) {
        contentLeft -= count;
    }

    /** The position of decoding in the stream of records, for an error message. */
    public String position() {
        if (headerSize == 0) {
            return "before any record";
        }
        if (headerSize < RecordHeader.SIZE) {
            return "within a record header (" + headerSize + " of " + RecordHeader.SIZE + " bytes)";
        }
        String record = type() + " record";
        if (contentLeft > 0) {
            return "within a " + record + " (" + (contentLength() - contentLeft) + " of " + contentLength() + " bytes)";
        }
        return paddingLeft > 0 ? "within the padding of a " + record : "after a " + record;
    }
}
