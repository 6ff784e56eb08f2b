package org.gateway4j.ajp.internal.codec;

/** What a request can have besides its headers, each of them a code and a string. */
public enum Attribute {
    REMOTE_USER(0x03),
    AUTH_TYPE(0x04),
    QUERY_STRING(0x05),
    ROUTE(0x06),
    SSL_CERT(0x07),
    SSL_CIPHER(0x08),
    SSL_SESSION(0x09),
    SECRET(0x0C),
    STORED_METHOD(0x0D);

    /** Code of an attribute that is named by a string of its own. */
    static final int REQUEST_ATTRIBUTE = 0x0A;

    /** Code of the key size, which alone is an integer. */
    static final int SSL_KEY_SIZE = 0x0B;

    /** Ends the attributes, and with them the request. */
    static final int END = 0xFF;

    private final int code;

    Attribute(int code) {
        this.code = code;
    }

    /** The code. */
    int code() {
        return code;
    }
}
