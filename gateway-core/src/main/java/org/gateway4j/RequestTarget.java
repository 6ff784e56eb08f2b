package org.gateway4j;

import org.jspecify.annotations.Nullable;

/**
 * The parts of a request target (RFC 9112 section 3.2): origin form, absolute form or asterisk.
 *
 * @param scheme the scheme of an absolute URI in lower case, or null without one
 * @param authority its host and port, without user information; null without one
 * @param path the part before the question mark, without scheme and authority
 * @param query the part after the question mark, or null without one
 */
record RequestTarget(
        @Nullable String scheme,
        @Nullable String authority,
        String path,
        @Nullable String query) {

    /** Where the authority begins. */
    private static final int HTTP = "http://".length();

    private static final int HTTPS = "https://".length();

    static void check(String target) {
        if (target.isEmpty()) {
            throw new IllegalArgumentException("request target is empty");
        }
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c <= ' ' || c == '#' || c >= 0x7F && (c == 0x7F || c > 0xFF)) {
                throw new IllegalArgumentException(
                        "request target: character U+%04X at index %d is not allowed".formatted((int) c, i));
            }
        }
        if (target.charAt(0) != '/' && !target.equals("*") && schemeEnd(target) < 0) {
            // Not quoted: it may hold a query or a password.
            throw new IllegalArgumentException("request target is neither a path nor an http URI nor *");
        }
    }

    static RequestTarget parse(String target) {
        int authority = target.charAt(0) == '/' || target.equals("*") ? -1 : schemeEnd(target);
        int start = authority < 0 ? 0 : endOfAuthority(target, authority);
        int mark = target.indexOf('?', start);
        String path = target.substring(start, mark < 0 ? target.length() : mark);
        return new RequestTarget(
                authority < 0 ? null : authority == HTTPS ? "https" : "http",
                authority < 0 ? null : authority(target.substring(authority, start)),
                path.isEmpty() ? "/" : path,
                mark < 0 ? null : target.substring(mark + 1));
    }

    private static @Nullable String authority(String withUser) {
        String authority = withUser.substring(withUser.lastIndexOf('@') + 1);
        return authority.isEmpty() ? null : authority;
    }

    private static int schemeEnd(String target) {
        return target.regionMatches(true, 0, "http://", 0, HTTP)
                ? HTTP
                : target.regionMatches(true, 0, "https://", 0, HTTPS) ? HTTPS : -1;
    }

    private static int endOfAuthority(String target, int from) {
        int end = from;
        while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
            end++;
        }
        return end;
    }
}
