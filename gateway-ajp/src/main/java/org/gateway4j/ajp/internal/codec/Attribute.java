package org.gateway4j.ajp.internal.codec;

/** The attributes of a request. Each consists of a code and a string. */
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

    /** The code of an attribute that has a string for its name. */
    static final int REQUEST_ATTRIBUTE = 0x0A;

    /** The code of the key size, the only attribute that is an integer. */
    static final int SSL_KEY_SIZE = 0x0B;

    /** Ends the attributes and the request. */
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
