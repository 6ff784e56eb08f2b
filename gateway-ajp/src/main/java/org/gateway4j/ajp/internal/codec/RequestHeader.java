package org.gateway4j.ajp.internal.codec;

import java.util.Arrays;

/** The request headers whose names have a code. */
public enum RequestHeader {
    ACCEPT(0xA001, "Accept"),
    ACCEPT_CHARSET(0xA002, "Accept-Charset"),
    ACCEPT_ENCODING(0xA003, "Accept-Encoding"),
    ACCEPT_LANGUAGE(0xA004, "Accept-Language"),
    AUTHORIZATION(0xA005, "Authorization"),
    CONNECTION(0xA006, "Connection"),
    CONTENT_TYPE(0xA007, "Content-Type"),
    CONTENT_LENGTH(0xA008, "Content-Length"),
    COOKIE(0xA009, "Cookie"),
    COOKIE2(0xA00A, "Cookie2"),
    HOST(0xA00B, "Host"),
    PRAGMA(0xA00C, "Pragma"),
    REFERER(0xA00D, "Referer"),
    USER_AGENT(0xA00E, "User-Agent");

    private static final RequestHeader[][] BY_LENGTH = new RequestHeader[ACCEPT_ENCODING.headerName.length() + 1][];

    static {
        for (int length = 0; length < BY_LENGTH.length; length++) {
            int wanted = length;
            BY_LENGTH[length] = Arrays.stream(values())
                    .filter(header -> header.headerName.length() == wanted)
                    .toArray(RequestHeader[]::new);
        }
    }

    private final int code;
    private final String headerName;

    RequestHeader(int code, String headerName) {
        this.code = code;
        this.headerName = headerName;
    }

    /** The code of a header name in any case, or 0 if it has none. */
    public static int code(String name) {
        if (name.length() < BY_LENGTH.length) {
            for (RequestHeader header : BY_LENGTH[name.length()]) {
                if (header.headerName.equalsIgnoreCase(name)) {
                    return header.code;
                }
            }
        }
        return 0;
    }
}
