package org.gateway4j.script;

import java.util.List;

/**
 * The extensions of script names.
 *
 * @param all the extensions, each with its dot
 */
record ScriptExtensions(List<String> all) {

    ScriptExtensions {
        all = List.copyOf(all);
        if (all.isEmpty() || !all.stream().allMatch(suffix -> suffix.startsWith(".") && suffix.length() > 1)) {
            throw new IllegalArgumentException("extensions " + all + ": at least one, each beginning with a dot");
        }
    }

    /** The end of the next segment after an index that has one of the extensions, or -1. */
    int nameEnd(String path, int from) {
        for (int end = path.indexOf('/', from + 1); from < path.length(); end = path.indexOf('/', end + 1)) {
            int segmentEnd = end < 0 ? path.length() : end;
            if (segmentEnd > from && endsName(path, segmentEnd)) {
                return segmentEnd;
            }
            if (end < 0) {
                return -1;
            }
        }
        return -1;
    }

    private boolean endsName(String path, int end) {
        for (String extension : all) {
            int start = end - extension.length();
            if (start > 0 && path.charAt(start - 1) != '/' && equalsIgnoreAsciiCase(path, start, extension)) {
                return true;
            }
        }
        return false;
    }

    /** Folds ASCII only: folding other characters has let attackers move the place of the split (CVE-2026-27590). */
    private static boolean equalsIgnoreAsciiCase(String path, int start, String extension) {
        for (int i = 0; i < extension.length(); i++) {
            if (lower(path.charAt(start + i)) != lower(extension.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c - 'A' + 'a') : c;
    }
}
