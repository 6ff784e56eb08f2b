package org.gateway4j.fastcgi.internal.codec;

/** The types of records (FastCGI specification, section 8). */
public enum RecordType {
    BEGIN_REQUEST(1),
    ABORT_REQUEST(2),
    END_REQUEST(3),
    PARAMS(4),
    STDIN(5),
    STDOUT(6),
    STDERR(7),
    DATA(8),
    GET_VALUES(9),
    GET_VALUES_RESULT(10),
    UNKNOWN_TYPE(11),

    /** Any code that the specification does not define. */
    UNDEFINED(-1);

    private static final RecordType[] BY_CODE = new RecordType[256];

    static {
        for (int code = 0; code < BY_CODE.length; code++) {
            BY_CODE[code] = UNDEFINED;
        }
        for (RecordType type : values()) {
            if (type != UNDEFINED) {
                BY_CODE[type.code] = type;
            }
        }
    }

    private final int code;

    RecordType(int code) {
        this.code = code;
    }

    /** The code on the wire. {@link #UNDEFINED} has none. */
    public byte code() {
        if (this == UNDEFINED) {
            throw new IllegalStateException("an undefined record type has no code");
        }
        return (byte) code;
    }

    /** The type with a code, 0 to 255. */
    public static RecordType of(int code) {
        return BY_CODE[code];
    }
}
