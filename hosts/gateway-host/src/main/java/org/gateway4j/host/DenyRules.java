package org.gateway4j.host;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.gateway4j.host.internal.PathPattern;
import org.gateway4j.host.internal.PathReading;

/**
 * Paths below a mount that clients are denied, in whatever spelling they come: a path is denied if an application could read it as
 * one that a pattern names. Immutable; safe for use by any number of threads.
 *
 * <p>A pattern names a path and all paths below it. {@code /data} is a path below the mount, {@code *.inc} is a segment anywhere.
 * In a segment, {@code *} stands for any characters; {@code **} stands for any segments. The case of letters does not count,
 * since on some file systems it does not.
 */
public final class DenyRules {

    private static final DenyRules NONE = new DenyRules(List.of(), List.of());

    private final List<PathPattern> patterns;
    private final List<String> indexes;

    private DenyRules(List<PathPattern> patterns, List<String> indexes) {
        this.patterns = patterns;
        this.indexes = indexes;
    }

    /**
     * No rules.
     *
     * @return the default
     */
    public static DenyRules none() {
        return NONE;
    }

    /**
     * Rules that deny what patterns name.
     *
     * @param patterns such as {@code /data} and {@code *.inc}
     * @return the rules
     * @throws IllegalArgumentException if a pattern has an empty or dot segment, or {@code **} beside other characters
     */
    public static DenyRules of(String... patterns) {
        return new DenyRules(Arrays.stream(patterns).map(PathPattern::parse).toList(), List.of());
    }

    /**
     * Sets the names of the files that a path with a slash at its end may stand for. Such a path is denied if one of them is.
     * Default none.
     *
     * @param names such as {@code index.php}
     * @return changed rules
     */
    public DenyRules indexes(String... names) {
        return new DenyRules(patterns, List.of(names));
    }

    /**
     * Whether a path is denied.
     *
     * @param prefix the path of the mount, as {@link Mount#prefix}
     * @param path the path of a request as it came, percent-encoded, which {@link Mounts#find} has found to be for that mount
     * @return true if one of the patterns names it in one of its readings
     * @throws IllegalArgumentException if the path is malformed
     */
    boolean deny(String prefix, String path) {
        if (patterns.isEmpty()) {
            return false;
        }
        int skipped = (int) prefix.chars().filter(c -> c == '/').count();
        Set<PathReading> readings = PathReading.all(path);
        return readings.stream()
                .flatMap(this::withIndexes)
                .anyMatch(reading -> patterns.stream().anyMatch(pattern -> pattern.matches(reading, skipped)));
    }

    private Stream<PathReading> withIndexes(PathReading reading) {
        return reading.directory()
                ? Stream.concat(Stream.of(reading), indexes.stream().map(reading::child))
                : Stream.of(reading);
    }
}
