package org.gateway4j.internal.protocol;

import java.util.List;
import org.gateway4j.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The head of a response, validated and interpreted.
 *
 * @param status 200 to 999
 * @param reason the reason phrase, or an empty string
 * @param headers the fields that the host may pass on
 * @param contentLength the length that the application declared, or -1
 * @param localRedirect the path of a local redirect (RFC 3875 section 6.2.2), or null
 * @param sendfile the value of X-Sendfile, or null
 * @param accelRedirect the value of X-Accel-Redirect, or null
 * @param leftOut the parts of the application's head that are not among the headers, and why; it quotes no value
 */
public record ResponseHead(
        int status,
        String reason,
        Headers headers,
        long contentLength,
        @Nullable String localRedirect,
        @Nullable String sendfile,
        @Nullable String accelRedirect,
        List<String> leftOut) {

    private static final int NO_CONTENT = 204;
    private static final int RESET_CONTENT = 205;
    private static final int NOT_MODIFIED = 304;

    /** A head that asks the server for no file. */
    public ResponseHead(
            int status, String reason, Headers headers, long contentLength, @Nullable String localRedirect) {
        this(status, reason, headers, contentLength, localRedirect, null, null, List.of());
    }

    /**
     * Whether an answer with this head to a request with that method has a body (RFC 9110 sections 6.4.1 and 15.3.6).
     * If it has none, a body that an application sends is not passed on.
     */
    public boolean hasBody(String method) {
        return !method.equals("HEAD")
                && status != NO_CONTENT
                && status != RESET_CONTENT
                && status != NOT_MODIFIED
                && !isTunnel(method);
    }

    private boolean isTunnel(String method) {
        return method.equals("CONNECT") && status < 300;
    }

    /**
     * The head as an answer to a request with that method. A Content-Length that would keep the client waiting for a
     * body is removed; in a 205 it becomes 0 (RFC 9110 sections 8.6, 9.3.6 and 15.3.6). A Content-Length in an answer
     * to HEAD and in a 304 stays.
     */
    public ResponseHead inAnswerTo(String method) {
        if (contentLength < 0) {
            return this;
        }
        if (status == RESET_CONTENT) {
            return withLength(0, headers.toBuilder().set("Content-Length", "0"));
        }
        return status == NO_CONTENT || isTunnel(method)
                ? withLength(-1, headers.toBuilder().remove("Content-Length"))
                : this;
    }

    private ResponseHead withLength(long length, Headers.Builder changed) {
        return new ResponseHead(
                status, reason, changed.build(), length, localRedirect, sendfile, accelRedirect, leftOut);
    }
}
