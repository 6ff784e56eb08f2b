package org.gateway4j.ajp.internal.codec;

import org.gateway4j.internal.protocol.AnswerException;

/** Reads the parts of a payload, and never beyond its end. */
final class PayloadReader {

    /** The length that stands for an absent string. */
    private static final int NULL = 0xFFFF;

    private byte[] bytes = new byte[0];
    private int position;
    private int end;
    private int stringStart;
    private int stringEnd;

    /** Starts with a payload of this length. */
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

    /** Skips bytes that are known. */
    void skip(int count) {
        position += count;
    }

    int readInt(String what) throws AnswerException {
        require(2, what);
        position += 2;
        return (bytes[position - 2] & 0xFF) << 8 | bytes[position - 1] & 0xFF;
    }

    /**
     * Reads a string. Its bytes then lie from {@link #stringStart} to {@link #stringEnd}. An absent string reads as an
     * empty one.
     */
    void readString(String what) throws AnswerException {
        readString(readInt(what), what);
    }

    /** Reads a string whose length was read before. */
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
