package org.gateway4j;

import org.jspecify.annotations.Nullable;

/**
 * A request target in its parts (RFC 9112 section 3.2): origin form, absolute form or asterisk.
 *
 * @param path what stands before the question mark, without scheme and authority
 * @param query what stands after it, or null without one
 */
record RequestTarget(String path, @Nullable String query) {

    static void check(String target) {
        if (target.isEmpty()) {
            throw new IllegalArgumentException("request target is empty");
        }
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c <= ' ' || c == 0x7F || c == '#' || c > 0xFF) {
                throw new IllegalArgumentException(
                        "request target: character U+%04X at index %d is not allowed".formatted((int) c, i));
            }
        }
        if (target.charAt(0) != '/' && !target.equals("*") && schemeEnd(target) < 0) {
            throw new IllegalArgumentException("request target " + HeaderSyntax.printable(target)
                    + " is neither a path nor an absolute URI nor *");
        }
    }

    static RequestTarget parse(String target) {
        String rest = target.charAt(0) == '/' || target.equals("*") ? target : afterAuthority(target);
        int mark = rest.indexOf('?');
        return mark < 0
                ? new RequestTarget(rest, null)
                : new RequestTarget(rest.substring(0, mark), rest.substring(mark + 1));
    }

    private static int schemeEnd(String target) {
        return target.regionMatches(true, 0, "http://", 0, 7)
                ? 7
                : target.regionMatches(true, 0, "https://", 0, 8) ? 8 : -1;
    }

    private static String afterAuthority(String target) {
        for (int i = schemeEnd(target); i < target.length(); i++) {
            char c = target.charAt(i);
            if (c == '/') {
                return target.substring(i);
            }
            if (c == '?') {
                return "/" + target.substring(i);
            }
        }
        return "/";
    }
}
