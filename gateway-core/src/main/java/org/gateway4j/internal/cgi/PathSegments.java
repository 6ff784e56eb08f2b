package org.gateway4j.internal.cgi;

import java.util.ArrayList;
import java.util.List;
import org.gateway4j.internal.http.PercentEncoding;

/** Collects the segments of a path while the path is made canonical. */
final class PathSegments {

    /**
     * A segment of the canonical path. {@code separator} is the index of its first escaped slash or backslash, or -1.
     */
    private record Segment(String text, int separator) {}

    private final List<Segment> segments = new ArrayList<>();
    private boolean directory;

    /**
     * Follows an encoded path from the root.
     *
     * @throws IllegalArgumentException if the path cannot be followed; the message names the part that is wrong
     */
    PathSegments follow(String raw) {
        for (String encoded : raw.split("/", -1)) {
            String segment = PercentEncoding.decode(encoded);
            directory = segment.isEmpty() || segment.equals(".") || segment.equals("..");
            if (segment.equals("..")) {
                leave();
            } else if (!directory) {
                enter(segment);
            }
        }
        return this;
    }

    private void leave() {
        if (segments.isEmpty()) {
            throw new IllegalArgumentException("dot segments that lead above its root");
        }
        Segment left = segments.remove(segments.size() - 1);
        if (left.separator() >= 0) {
            throw ambiguous();
        }
    }

    private void enter(String segment) {
        int separator = firstSeparator(segment);
        if (separator < 0) {
            segments.add(new Segment(segment, -1));
            return;
        }
        for (String part : segment.split("[/\\\\]", -1)) {
            if (part.equals(".") || part.equals("..")) {
                throw ambiguous();
            }
        }
        segments.add(new Segment(segment, separator));
    }

    private static int firstSeparator(String segment) {
        for (int i = 0; i < segment.length(); i++) {
            if (segment.charAt(i) == '/' || segment.charAt(i) == '\\') {
                return i;
            }
        }
        return -1;
    }

    private static IllegalArgumentException ambiguous() {
        return new IllegalArgumentException("both dot segments and escaped slashes");
    }

    RequestPath toPath(String prefix) {
        StringBuilder path = new StringBuilder();
        int limit = Integer.MAX_VALUE;
        for (Segment segment : segments) {
            appendWithoutVoids(path, "/");
            if (segment.separator() >= 0) {
                limit = Math.min(limit, path.length() + segment.separator());
            }
            appendWithoutVoids(path, segment.text());
        }
        if (segments.isEmpty() || directory) {
            appendWithoutVoids(path, "/");
        }
        String text = path.toString();
        return new RequestPath(prefix, text, Math.min(limit, RequestPath.firstUnnameable(text)));
    }

    /**
     * Merges adjacent slashes, however they are written: an application may read {@code //} in its path info as the
     * name of another server.
     */
    private static void appendWithoutVoids(StringBuilder path, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '/' || path.length() == 0 || path.charAt(path.length() - 1) != '/') {
                path.append(c);
            }
        }
    }
}
