package org.gateway4j.ajp.internal.codec;

import java.util.HashMap;
import java.util.Map;

/** The methods that have a code of one byte. Any other method is stored: {@link Attribute#STORED_METHOD} names it. */
public enum Method {
    OPTIONS(1),
    GET(2),
    HEAD(3),
    POST(4),
    PUT(5),
    DELETE(6),
    TRACE(7),
    PROPFIND(8),
    PROPPATCH(9),
    MKCOL(10),
    COPY(11),
    MOVE(12),
    LOCK(13),
    UNLOCK(14),
    ACL(15),
    REPORT(16),
    VERSION_CONTROL(17),
    CHECKIN(18),
    CHECKOUT(19),
    UNCHECKOUT(20),
    SEARCH(21),
    MKWORKSPACE(22),
    UPDATE(23),
    LABEL(24),
    MERGE(25),
    BASELINE_CONTROL(26),
    MKACTIVITY(27);

    /** The code that says that the method is stored. */
    public static final int STORED = 0xFF;

    private static final Map<String, Integer> CODES = new HashMap<>();

    static {
        for (Method method : values()) {
            CODES.put(method.name().replace('_', '-'), method.code);
        }
    }

    private final int code;

    Method(int code) {
        this.code = code;
    }

    /** The code of a method, which is case-sensitive, or {@link #STORED}. */
    public static int code(String method) {
        return CODES.getOrDefault(method, STORED);
    }
}
