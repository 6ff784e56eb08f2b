package org.gateway4j.fastcgi.internal.codec;

/** The roles of an application (FastCGI specification, section 6). */
public enum Role {
    /** The application answers an HTTP request. */
    RESPONDER(1),
    /** The application decides whether a request is allowed. */
    AUTHORIZER(2),
    /** The application answers a request with the filtered content of a file. */
    FILTER(3);

    private final int code;

    Role(int code) {
        this.code = code;
    }

    /** The code on the wire. */
    public int code() {
        return code;
    }
}
