package org.gateway4j.internal.cgi;

import java.util.Locale;
import org.gateway4j.internal.http.HeaderNames;
import org.gateway4j.internal.http.ValueCache;

/**
 * The variable of a request header field (RFC 3875 section 4.1.18), and whether the application gets it.
 *
 * @param header the field's name, as it was given
 * @param variable {@code HTTP_} and the name in upper case, with an underscore in place of each character that is not a
 *     letter or a digit
 * @param treatment whether the application gets it
 * @param bit one of 64 bits: fields for the same variable have the same bit, and other fields mostly have another bit
 */
record HeaderVariable(String header, String variable, Treatment treatment, long bit) {

    enum Treatment {
        PASSED,
        DROPPED,
        /** Dropped, because its characters would make its variable look like that of another field. */
        AMBIGUOUS
    }

    /**
     * The fields that are never passed on. Proxy would set the proxy of HTTP clients in the application
     * (CVE-2016-5385). Redirect-Status would tell php-cgi that a server had vouched for the request. The body's type
     * and length have variables of their own, and the host has removed its coding. The server answers Expect. The other
     * fields concern the client's connection. Fields that Connection names are passed on: otherwise a client could
     * remove fields that a proxy in front of the host has added.
     */
    private static final HeaderNames NEVER_PASSED = new HeaderNames(
            "Proxy",
            "Redirect-Status",
            "Content-Type",
            "Content-Length",
            "Transfer-Encoding",
            "Expect",
            "TE",
            "Trailer",
            "Connection",
            "Keep-Alive",
            "Proxy-Connection",
            "Proxy-Authorization",
            "Upgrade");

    /** Longer names are not cached, so that they cannot fill the memory. */
    private static final int LONGEST_REMEMBERED = 64;

    /** Shared by all connections, because one table for each connection would not fit into a processor's cache. */
    private static final ValueCache<String, HeaderVariable> RECENT = new ValueCache<>(HeaderVariable::make);

    static HeaderVariable of(String header) {
        return header.length() > LONGEST_REMEMBERED ? make(header) : RECENT.get(header);
    }

    private static HeaderVariable make(String header) {
        String variable = variable(header);
        return new HeaderVariable(header, variable, treatment(header), 1L << variable.hashCode());
    }

    private static Treatment treatment(String header) {
        if (!isPlain(header)) {
            return Treatment.AMBIGUOUS;
        }
        return NEVER_PASSED.contains(header) ? Treatment.DROPPED : Treatment.PASSED;
    }

    private static boolean isPlain(String name) {
        return name.chars().allMatch(c -> isLetterOrDigit(c) || c == '-');
    }

    private static boolean isLetterOrDigit(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    private static String variable(String name) {
        StringBuilder variable = new StringBuilder("HTTP_");
        name.chars().forEach(c -> variable.append(isLetterOrDigit(c) ? (char) c : '_'));
        return variable.toString().toUpperCase(Locale.ROOT);
    }
}
