package org.gateway4j.ajp.internal.codec;

import org.gateway4j.internal.protocol.AnswerException;

/** Reads what a payload consists of, and never beyond its end. */
final class PayloadReader {

    /** The length that stands for no string at all. */
    private static final int NULL = 0xFFFF;

    private byte[] bytes = new byte[0];
    private int position;
    private int end;
    private int stringStart;
    private int stringEnd;

    /** Starts with a payload of so many bytes. */
    void begin(byte[] payload, int length) {
        bytes = payload;
        position = 0;
        end = length;
    }

    int position() {
        return position;
    }

    boolean isAtEnd() {
        return position == end;
    }

    /** Goes on behind bytes that are known. */
    void skip(int count) {
        position += count;
    }

    int readInt(String what) throws AnswerException {
        require(2, what);
        position += 2;
        return (bytes[position - 2] & 0xFF) << 8 | bytes[position - 1] & 0xFF;
    }

    /** Reads a string, whose bytes then lie from {@link #stringStart} to {@link #stringEnd}; none is like an empty one. */
    void readString(String what) throws AnswerException {
        readString(readInt(what), what);
    }

    /** As above, after the length was read. */
    void readString(int length, String what) throws AnswerException {
        stringStart = position;
        stringEnd = position;
        if (length == NULL) {
            return;
        }
        require(length + 1, what);
        stringEnd += length;
        position = stringEnd + 1;
        if (bytes[stringEnd] != 0) {
            throw AnswerException.malformed("no NUL after the " + length + " bytes of " + what);
        }
    }

    int stringStart() {
        return stringStart;
    }

    int stringEnd() {
        return stringEnd;
    }

    private void require(int count, String what) throws AnswerException {
        if (count > end - position) {
            throw AnswerException.malformed(
                    what + " reaches beyond the packet's end (" + count + " bytes, " + (end - position) + " left)");
        }
    }
}
