package org.gateway4j.ajp.internal.codec;

import org.jspecify.annotations.Nullable;

/** The response headers whose names have a code. */
public enum ResponseHeader {
    CONTENT_TYPE(0xA001, "Content-Type"),
    CONTENT_LANGUAGE(0xA002, "Content-Language"),
    CONTENT_LENGTH(0xA003, "Content-Length"),
    DATE(0xA004, "Date"),
    LAST_MODIFIED(0xA005, "Last-Modified"),
    LOCATION(0xA006, "Location"),
    SET_COOKIE(0xA007, "Set-Cookie"),
    SET_COOKIE2(0xA008, "Set-Cookie2"),
    SERVLET_ENGINE(0xA009, "Servlet-Engine"),
    STATUS(0xA00A, "Status"),
    WWW_AUTHENTICATE(0xA00B, "WWW-Authenticate");

    /** The high byte of all codes. No name is so long that its length has this high byte. */
    static final int CODES = 0xA0;

    private static final ResponseHeader[] ALL = values();

    private final int code;
    private final String headerName;

    ResponseHeader(int code, String headerName) {
        this.code = code;
        this.headerName = headerName;
    }

    /** The name with a code, or null if there is none. */
    static @Nullable String name(int code) {
        for (ResponseHeader header : ALL) {
            if (header.code == code) {
                return header.headerName;
            }
        }
        return null;
    }
}
