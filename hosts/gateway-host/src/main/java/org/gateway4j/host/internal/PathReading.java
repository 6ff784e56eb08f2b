package org.gateway4j.host.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One way in which an application may read the path of a request. Servlet containers cut path parameters off, some of them even
 * behind an escaped semicolon. Some take an escaped slash, a backslash or both for a separator. Scripts and files are found
 * without any of that.
 *
 * @param segments the path's segments, decoded once; empty and dot segments are resolved
 * @param directory whether the path ends with a slash or a dot segment, or is the root
 */
public record PathReading(List<String> segments, boolean directory) {

    private static final Pattern EVERY_SEPARATOR = Pattern.compile("[/\\\\]");

    /** What separates the segments of a decoded segment: nothing, escaped slashes, backslashes, or both. */
    private static final List<Pattern> SEPARATORS =
            List.of(Pattern.compile("(?!)"), Pattern.compile("/"), Pattern.compile("\\\\"), EVERY_SEPARATOR);

    /** What happens to path parameters. */
    private enum Parameters {
        KEPT,
        CUT,
        CUT_AFTER_DECODING
    }

    private static final Pattern DOT_SEGMENT = Pattern.compile("\\.\\.?(;.*)?", Pattern.DOTALL);

    /** Whether all applications read a path in the same way: as it came. */
    public static boolean isUnambiguous(String path) {
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '%' || c == ';' || c == '\\' || c == '/' && isEmptyOrDot(path, i + 1)) {
                return false;
            }
        }
        return true;
    }

    /** Whether an empty segment, or one that may be a dot segment, begins there. The path may end there. */
    private static boolean isEmptyOrDot(String path, int start) {
        return start < path.length() && (path.charAt(start) == '/' || path.charAt(start) == '.');
    }

    /**
     * All ways to read a path, which for most paths is one.
     *
     * @param path as it came, undecoded; one that does not begin with a slash has no reading
     * @throws IllegalArgumentException if it has a broken escape, leads above its root in one of the readings, has a segment
     *     {@code ..} behind an empty one, or has dot segments beside slashes that are escaped or backward, which some containers
     *     resolve by rules of their own
     */
    public static Set<PathReading> all(String path) {
        Set<PathReading> readings = new LinkedHashSet<>();
        if (path.startsWith("/")) {
            checkDotSegments(decode(path), path);
            for (Parameters parameters : Parameters.values()) {
                for (Pattern separators : SEPARATORS) {
                    readings.add(read(path, parameters, separators));
                }
            }
        }
        return readings;
    }

    private static void checkDotSegments(String decoded, String path) {
        boolean mayBeSeparated = decoded.indexOf('\\') >= 0 || slashes(decoded) > slashes(path);
        if (mayBeSeparated
                && EVERY_SEPARATOR
                        .splitAsStream(decoded)
                        .anyMatch(segment -> DOT_SEGMENT.matcher(segment).matches())) {
            throw new IllegalArgumentException("path has both dot segments and slashes that are escaped or backward");
        }
    }

    private static long slashes(String text) {
        return text.chars().filter(c -> c == '/').count();
    }

    private static PathReading read(String path, Parameters parameters, Pattern separators) {
        Deque<String> segments = new ArrayDeque<>();
        String last = "";
        for (String raw : path.substring(1).split("/", -1)) {
            String name = decode(parameters == Parameters.CUT ? withoutParameters(raw) : raw);
            for (String segment : separators.split(name, -1)) {
                last = parameters == Parameters.CUT_AFTER_DECODING ? withoutParameters(segment) : segment;
                follow(last, segments);
            }
        }
        segments.removeIf(String::isEmpty);
        return new PathReading(List.copyOf(segments), last.isEmpty() || isDots(last));
    }

    private static boolean isDots(String segment) {
        return segment.equals(".") || segment.equals("..");
    }

    private static void follow(String segment, Deque<String> segments) {
        if (segment.equals("..")) {
            String left = segments.pollLast();
            if (left == null) {
                throw new IllegalArgumentException("path leads above its root");
            }
            if (left.isEmpty()) {
                // By RFC 3986 section 5.2.4 it takes the empty segment away, for a file system the one before.
                throw new IllegalArgumentException("path has a segment .. behind an empty one");
            }
        } else if (!segment.equals(".")) {
            segments.addLast(segment);
        }
    }

    private static String withoutParameters(String segment) {
        int semicolon = segment.indexOf(';');
        return semicolon < 0 ? segment : segment.substring(0, semicolon);
    }

    /** Octets that are not escaped count as well. What is not UTF-8 becomes U+FFFD, which is part of no mount's path. */
    private static String decode(String segment) {
        if (segment.chars().allMatch(c -> c != '%' && c < 0x80)) {
            return segment;
        }
        ByteArrayOutputStream octets = new ByteArrayOutputStream(segment.length());
        for (int i = 0; i < segment.length(); i++) {
            if (segment.charAt(i) != '%') {
                octets.writeBytes(segment.substring(i, i + 1).getBytes(ISO_8859_1));
            } else if (i + 2 < segment.length()) {
                octets.write(HexFormat.fromHexDigits(segment, i + 1, i + 3));
                i += 2;
            } else {
                throw new IllegalArgumentException("path has a broken escape");
            }
        }
        return octets.toString(UTF_8);
    }

    /** The path of an entry of this directory. */
    public PathReading child(String name) {
        return new PathReading(Stream.concat(segments.stream(), Stream.of(name)).toList(), false);
    }

    /** The path in this reading. */
    public String path() {
        return "/" + String.join("/", segments);
    }
}
