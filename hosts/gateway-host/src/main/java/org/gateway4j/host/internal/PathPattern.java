package org.gateway4j.host.internal;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Paths below a mount: those that it names, and all below them. {@code /data} is the mount's own, {@code data} is any
 * segment of that name. In a segment, {@code *} stands for any characters; {@code **} stands for any segments. The case of
 * letters does not count, since on some file systems it does not.
 */
public final class PathPattern {

    private static final String ANY_SEGMENTS = "(?:/.*)?";
    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL;

    private final Pattern pattern;

    private PathPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException if it has a void or dot segment, or {@code **} beside other characters
     */
    public static PathPattern parse(String text) {
        if (text.equals("/")) {
            return new PathPattern(Pattern.compile(ANY_SEGMENTS, FLAGS));
        }
        String path = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        String anchored = path.startsWith("/") ? path.substring(1) : "**/" + path;
        String regex =
                Arrays.stream(anchored.split("/", -1)).map(PathPattern::segment).collect(joining("", "", ANY_SEGMENTS));
        return new PathPattern(Pattern.compile(regex, FLAGS));
    }

    private static String segment(String glob) {
        if (glob.equals("**")) {
            return ANY_SEGMENTS;
        }
        if (glob.isEmpty() || glob.equals(".") || glob.equals("..") || glob.contains("**")) {
            throw new IllegalArgumentException(
                    "must be a path such as /data or *.inc without empty and dot segments, in which ** stands alone");
        }
        return Stream.of(glob.split("\\*", -1)).map(Pattern::quote).collect(joining("[^/]*", "/", ""));
    }

    /**
     * Whether it is one of these paths.
     *
     * @param prefix how many of the path's segments are those of the mount itself
     */
    public boolean matches(PathReading path, int prefix) {
        return path.segments().size() >= prefix
                && matches(path.segments().stream().skip(prefix));
    }

    private boolean matches(Stream<String> segments) {
        return pattern.matcher(segments.collect(joining("/", "/", ""))).matches();
    }
}
