package org.gateway4j.ajp.internal.codec;

import java.util.Locale;

/** The request headers whose names have a code. */
public enum RequestHeader {
    ACCEPT(0xA001),
    ACCEPT_CHARSET(0xA002),
    ACCEPT_ENCODING(0xA003),
    ACCEPT_LANGUAGE(0xA004),
    AUTHORIZATION(0xA005),
    CONNECTION(0xA006),
    CONTENT_TYPE(0xA007),
    CONTENT_LENGTH(0xA008),
    COOKIE(0xA009),
    COOKIE2(0xA00A),
    HOST(0xA00B),
    PRAGMA(0xA00C),
    REFERER(0xA00D),
    USER_AGENT(0xA00E);

    private static final RequestHeader[] ALL = values();

    private final int code;
    private final String headerName;

    RequestHeader(int code) {
        this.code = code;
        this.headerName = name().replace('_', '-').toLowerCase(Locale.ROOT);
    }

    /** The code. */
    public int code() {
        return code;
    }

    /** The code of a header name in any case, or 0 if it has none. */
    public static int code(String name) {
        for (RequestHeader header : ALL) {
            if (header.headerName.equalsIgnoreCase(name)) {
                return header.code;
            }
        }
        return 0;
    }
}
