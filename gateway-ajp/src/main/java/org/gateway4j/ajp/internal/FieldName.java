package org.gateway4j.ajp.internal;

import org.gateway4j.ajp.internal.codec.RequestHeader;
import org.gateway4j.internal.http.ValueCache;

/**
 * The name of a request header, and what AJP makes of it. Most requests have the same names, so the latest ones are cached.
 *
 * @param code the code that stands for the name in a packet, or 0 if it has none
 * @param hopByHop whether no such field is forwarded
 */
record FieldName(int code, boolean hopByHop) {

    private static final ValueCache<String, FieldName> RECENT = new ValueCache<>(FieldName::make);

    /** The facts of a name in any case. */
    static FieldName of(String name) {
        return RECENT.get(name);
    }

    private static FieldName make(String name) {
        return new FieldName(RequestHeader.code(name), HopByHop.isAlways(name));
    }
}
