package org.gateway4j.ajp.internal;

import java.util.Set;
import java.util.TreeSet;
import org.gateway4j.Headers;
import org.gateway4j.internal.http.HeaderNames;

/**
 * The hop-by-hop fields of a request (RFC 9110 section 7.6.1): a fixed set, and the fields that the Connection field
 * names.
 */
final class HopByHop {

    /**
     * The fields that are always dropped. The protocol frames the body in its own way, and the host has answered
     * Expect.
     */
    private static final HeaderNames ALWAYS = new HeaderNames(
            "Content-Length",
            "Transfer-Encoding",
            "TE",
            "Trailer",
            "Connection",
            "Keep-Alive",
            "Proxy-Connection",
            "Proxy-Authorization",
            "Upgrade",
            "HTTP2-Settings",
            "Expect");

    /**
     * The fields that are kept even if a Connection field names them. They say where a request goes, who sends it and
     * what its body is. No client may hide that from the application.
     */
    private static final HeaderNames NEVER = new HeaderNames(
            "Host",
            "Authorization",
            "Cookie",
            "Cache-Control",
            "Content-Type",
            "Content-Encoding",
            "Content-Range",
            "Range",
            "Origin",
            "Referer",
            "Forwarded",
            "Via",
            "X-Real-IP");

    private static final String FORWARDED = "X-Forwarded-";

    private static final String CONNECTION = "Connection";

    private HopByHop() {}

    /** The names in the Connection fields, in any case. */
    static Set<String> named(Headers headers) {
        Set<String> names = Set.of();
        for (int at = headers.indexOf(CONNECTION, 0); at >= 0; at = headers.indexOf(CONNECTION, at + 1)) {
            String value = headers.value(at);
            if (!value.equalsIgnoreCase("keep-alive") && !value.equalsIgnoreCase("close")) {
                names = names.isEmpty() ? new TreeSet<>(String.CASE_INSENSITIVE_ORDER) : names;
                for (String option : value.split(",", -1)) {
                    names.add(option.strip());
                }
            }
        }
        return names;
    }

    /** Whether a field is dropped in each request. */
    static boolean isAlways(String name) {
        return ALWAYS.contains(name);
    }

    /** Whether a field is dropped because the Connection fields name it. */
    static boolean isNamed(Set<String> named, String name) {
        return !named.isEmpty() && named.contains(name) && !isEndToEnd(name);
    }

    private static boolean isEndToEnd(String name) {
        return NEVER.contains(name) || name.regionMatches(true, 0, FORWARDED, 0, FORWARDED.length());
    }
}
