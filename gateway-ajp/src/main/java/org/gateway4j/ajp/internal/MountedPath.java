package org.gateway4j.ajp.internal;

import org.jspecify.annotations.Nullable;

/**
 * Resolves a path below a mount prefix as containers do. They strip the parameters of each segment, up to the next
 * slash, decode once, drop empty segments and follow dot segments. A container that omits one of these steps sees more
 * segments, so the path leads less far up.
 *
 * <p>A setting of each container, which is not known here, decides whether {@code %2f}, {@code %5c} and a backslash
 * separate segments too. They do no harm in a path without dot segments. With dot segments, the result depends on the
 * container; Undertow has results that no setting explains.
 */
final class MountedPath {

    static final String LEAVES = "leads out of mount prefix";
    static final String AMBIGUOUS =
            "has both dot segments and slashes that are escaped or backward, below mount prefix";
    static final String BROKEN_ESCAPE = "has a broken escape, below mount prefix";

    /** Stands, in a decoded path, for a character that separates segments in some containers only. */
    private static final char MAY_SEPARATE = '\\';

    private MountedPath() {}

    /**
     * The fault of a path. A path that leaves the prefix is at fault even if it comes back, and so is a prefix with dot
     * segments.
     *
     * @param path the path, not decoded; it begins with the prefix
     * @return one of the texts above, or null if there is no fault
     */
    static @Nullable String fault(String prefix, String path) {
        if (path.indexOf('%') < 0 && path.indexOf('\\') < 0 && !path.contains("/.")) {
            return null;
        }
        String mount = withoutParameters(prefix);
        String rest = withoutParameters(path.substring(prefix.length()));
        if (hasBrokenEscape(mount) || hasBrokenEscape(rest)) {
            return BROKEN_ESCAPE;
        }
        mount = decode(mount);
        rest = decode(rest);
        boolean isAmbiguous = mount.indexOf(MAY_SEPARATE) >= 0 || rest.indexOf(MAY_SEPARATE) >= 0;
        if (isAmbiguous && (hasDotSegment(mount) || hasDotSegment(rest))) {
            return AMBIGUOUS;
        }
        return hasDotSegment(mount) || leadsAboveItsStart(rest) ? LEAVES : null;
    }

    /** A path without the parameters of its segments. */
    static String withoutParameters(String path) {
        if (path.indexOf(';') < 0) {
            return path;
        }
        StringBuilder bare = new StringBuilder(path.length());
        boolean inParameters = false;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            inParameters = c == ';' || inParameters && c != '/';
            if (!inParameters) {
                bare.append(c);
            }
        }
        return bare.toString();
    }

    private static boolean hasBrokenEscape(String path) {
        for (int at = path.indexOf('%'); at >= 0; at = path.indexOf('%', at + 1)) {
            if (at + 2 >= path.length() || hex(path.charAt(at + 1)) < 0 || hex(path.charAt(at + 2)) < 0) {
                return true;
            }
        }
        return false;
    }

    private static int hex(char c) {
        return Character.digit(c, 16);
    }

    private static String decode(String path) {
        StringBuilder decoded = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '%') {
                char octet = (char) (hex(path.charAt(i + 1)) << 4 | hex(path.charAt(i + 2)));
                decoded.append(octet == '/' ? MAY_SEPARATE : octet);
                i += 2;
            } else {
                decoded.append(c);
            }
        }
        return decoded.toString();
    }

    /** Whether the path has a dot segment if every character that may separate does separate. */
    private static boolean hasDotSegment(String path) {
        for (String segment : path.split("[/\\\\]", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                return true;
            }
        }
        return false;
    }

    private static boolean leadsAboveItsStart(String path) {
        int depth = 0;
        for (String segment : path.split("/", -1)) {
            if (segment.equals("..")) {
                depth--;
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                depth++;
            }
            if (depth < 0) {
                return true;
            }
        }
        return false;
    }
}
