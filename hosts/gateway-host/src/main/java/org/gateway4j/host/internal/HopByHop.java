package org.gateway4j.host.internal;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The fields that concern one connection only (RFC 9110 section 7.6.1): a fixed set, and those that Connection fields name. */
final class HopByHop {

    private static final FieldNames ALWAYS = new FieldNames(
            "Connection",
            "HTTP2-Settings",
            "Keep-Alive",
            "Proxy-Authenticate",
            "Proxy-Authentication-Info",
            "Proxy-Authorization",
            "Proxy-Connection",
            "TE",
            "Trailer",
            "Transfer-Encoding",
            "Upgrade");

    /**
     * The fields that stay even if a Connection field names them. They say where a message goes, who sends it and what its
     * body is. No client may hide that from the application.
     */
    private static final FieldNames NEVER = new FieldNames(
            "Authorization",
            "Cache-Control",
            "Content-Encoding",
            "Content-Length",
            "Content-Range",
            "Content-Type",
            "Cookie",
            "Expect",
            "Host",
            "Origin",
            "Range",
            "Referer",
            "Set-Cookie",
            "Via");

    private static final HopByHop NONE_NAMED = new HopByHop(Set.of());

    private final Set<String> named;

    private HopByHop(Set<String> named) {
        this.named = named;
    }

    /** The fields of a message with these Connection fields. */
    static HopByHop of(List<String> connection) {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (String value : connection) {
            if (!value.equalsIgnoreCase("keep-alive") && !value.equalsIgnoreCase("close")) {
                for (String option : value.split(",", -1)) {
                    names.add(option.strip());
                }
            }
        }
        return names.isEmpty() ? NONE_NAMED : new HopByHop(names);
    }

    boolean contains(String name) {
        return ALWAYS.contains(name)
                || !named.isEmpty() && named.contains(name) && !NEVER.contains(name) && !ForwardedFields.contains(name);
    }
}
