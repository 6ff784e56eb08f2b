package org.gateway4j.examples.http;

import static java.util.Comparator.comparingInt;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The mounts by path. The longest path wins; it matches whole segments of the request's path as it came, undecoded. */
public final class MountTable implements AutoCloseable {

    /**
     * A mount and its place.
     *
     * @param prefix the path, without a slash at its end: empty for the root
     */
    public record Entry(String prefix, Mount mount) {

        boolean matches(String path) {
            return path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
        }
    }

    private final List<Entry> longestFirst;

    public MountTable(Map<String, Mount> mounts) {
        longestFirst = mounts.entrySet().stream()
                .map(mount -> new Entry(mount.getKey(), mount.getValue()))
                .sorted(comparingInt((Entry entry) -> entry.prefix().length()).reversed())
                .toList();
    }

    public Optional<Entry> find(String path) {
        return longestFirst.stream().filter(entry -> entry.matches(path)).findFirst();
    }

    /** All mounts, the longest path first. */
    public List<Entry> entries() {
        return longestFirst;
    }

    @Override
    public void close() {
        longestFirst.forEach(entry -> entry.mount().close());
    }
}
