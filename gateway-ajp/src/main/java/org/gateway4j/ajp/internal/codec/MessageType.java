package org.gateway4j.ajp.internal.codec;

import org.jspecify.annotations.Nullable;

/** What a container sends, by the first byte of the payload. */
public enum MessageType {
    /** A part of the body: its length, the data, NUL; without data an explicit flush. */
    SEND_BODY_CHUNK(3, 2),
    /** The response head. */
    SEND_HEADERS(4, 0),
    /** The end of the response; whether the connection may serve again. */
    END_RESPONSE(5, 1),
    /** How many bytes of the request body the container wants. */
    GET_BODY_CHUNK(6, 2),
    /** The answer to CPING. */
    CPONG(9, 0);

    /** Kept, because {@link #values} makes a new array for each packet. */
    private static final MessageType[] ALL = values();

    private final int code;
    private final int numberSize;

    MessageType(int code, int numberSize) {
        this.code = code;
        this.numberSize = numberSize;
    }

    /** Bytes of the number that follows the type. */
    int numberSize() {
        return numberSize;
    }

    /** Whether something follows the number. */
    boolean hasContent() {
        return this == SEND_BODY_CHUNK || this == SEND_HEADERS;
    }

    /** The type with a code, or null if there is none that a container may send. */
    static @Nullable MessageType of(int code) {
        for (MessageType type : ALL) {
            if (type.code == code) {
                return type;
            }
        }
        return null;
    }
}
