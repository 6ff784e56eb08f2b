package org.gateway4j.host;

import org.gateway4j.Headers;
import org.gateway4j.host.internal.HttpDate;

/**
 * The head of a response, as the client gets it.
 *
 * @param status 200 to 999
 * @param reason the reason phrase of the application, or an empty string; hosts that cannot send it leave it out
 * @param headers the fields in the order in which they are to be sent. There is no field that frames the body, {@code
 *     Content-Length} included, no hop-by-hop field, and each of {@code Date} and {@code Server} once at most. A host that sets
 *     these two itself replaces its own by the given one, or drops the given one; it never sends two
 * @param length the value of {@code Content-Length}, or -1 for none. Without a body it is what a GET would have had, or 0 for
 *     an empty body. With a body and -1, the host frames the body: chunks in HTTP/1.1, the end of the connection in HTTP/1.0
 * @param hasBody whether pieces of a body follow. If false, none is ever written. If true, it may still turn out to be empty
 */
public record ResponseHead(int status, String reason, Headers headers, long length, boolean hasBody) {

    private static final String DATE = "Date";

    /**
     * The fields with a {@code Date} (RFC 9110 section 6.6.1), for hosts that add none of their own.
     *
     * @return the fields, with the present time unless there is a date
     */
    public Headers datedHeaders() {
        return headers.contains(DATE)
                ? headers
                : headers.toBuilder().add(DATE, HttpDate.now()).build();
    }
}
