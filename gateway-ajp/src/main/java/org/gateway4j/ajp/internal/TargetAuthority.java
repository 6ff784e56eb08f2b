package org.gateway4j.ajp.internal;

import org.jspecify.annotations.Nullable;

/** The host and port that a request target in absolute form names. */
final class TargetAuthority {

    private static final String BEFORE = "://";

    private TargetAuthority() {}

    /** Returns it without user information, or null if the target is in another form. */
    static @Nullable String of(String target) {
        if (target.charAt(0) == '/' || target.charAt(0) == '*') {
            return null;
        }
        int start = target.indexOf(BEFORE) + BEFORE.length();
        int end = start;
        while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
            end++;
        }
        String authority = target.substring(start, end);
        return authority.substring(authority.lastIndexOf('@') + 1);
    }
}
