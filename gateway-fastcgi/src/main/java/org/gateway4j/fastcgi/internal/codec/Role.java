package org.gateway4j.fastcgi.internal.codec;

/** What an application is asked to do (FastCGI specification, section 6). */
public enum Role {
    /** Answer an HTTP request. */
    RESPONDER(1),
    /** Say whether a request is allowed. */
    AUTHORIZER(2),
    /** Answer a request with a file's content changed. */
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
