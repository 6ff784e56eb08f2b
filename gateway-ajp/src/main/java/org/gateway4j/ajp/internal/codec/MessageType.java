package org.gateway4j.ajp.internal.codec;

import org.jspecify.annotations.Nullable;

/** The types of a container's packets, by the first byte of the payload. */
public enum MessageType {
    /** A part of the body: its length, the data, NUL. Without data it is an explicit flush. */
    SEND_BODY_CHUNK(3, 2),
    /** The response head. */
    SEND_HEADERS(4, 0),
    /** The end of the response, and whether the connection can be reused. */
    END_RESPONSE(5, 1),
    /** The number of bytes of the request body that the container wants. */
    GET_BODY_CHUNK(6, 2),
    /** The answer to CPING. */
    CPONG(9, 0);

    /** Kept, because {@link #values} would make a new array for each packet. */
    private static final MessageType[] ALL = values();

    private final int code;
    private final int numberSize;

    MessageType(int code, int numberSize) {
        this.code = code;
        this.numberSize = numberSize;
    }

    /** The size in bytes of the number that follows the type. */
    int numberSize() {
        return numberSize;
    }

    /** Whether something follows the number. */
    boolean hasContent() {
        return this == SEND_BODY_CHUNK || this == SEND_HEADERS;
    }

    /** The type with that code, or null if a container may not send such a type. */
    static @Nullable MessageType of(int code) {
        for (MessageType type : ALL) {
            if (type.code == code) {
                return type;
            }
        }
        return null;
    }
}
