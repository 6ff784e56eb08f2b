package org.gateway4j.internal.cgi;

import org.gateway4j.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The head of a response, checked and interpreted.
 *
 * @param status 200 to 999
 * @param reason the reason phrase, or an empty string
 * @param headers what the host may pass on
 * @param contentLength what the application declared, or -1
 * @param localRedirect the path of a local redirect (RFC 3875 section 6.2.2), or null
 * @param sendfile the value of X-Sendfile, or null
 * @param accelRedirect the value of X-Accel-Redirect, or null
 */
public record ResponseHead(
        int status,
        String reason,
        Headers headers,
        long contentLength,
        @Nullable String localRedirect,
        @Nullable String sendfile,
        @Nullable String accelRedirect) {

    /** A head that asks the server for no file. */
    public ResponseHead(
            int status, String reason, Headers headers, long contentLength, @Nullable String localRedirect) {
        this(status, reason, headers, contentLength, localRedirect, null, null);
    }

    /** The same for an answer whose body is left out, and with it what it said of its length. */
    public ResponseHead withoutBody() {
        Headers remaining = headers.toBuilder().remove("Content-Length").build();
        return new ResponseHead(status, reason, remaining, 0, localRedirect, sendfile, accelRedirect);
    }

    /** Whether an answer with this head to a request with that method has a body (RFC 9110 section 6.4.1). */
    public boolean hasBody(String method) {
        return !method.equals("HEAD") && status != 204 && status != 304;
    }
}
