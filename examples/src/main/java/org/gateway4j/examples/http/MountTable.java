package org.gateway4j.examples.http;

import static java.util.Comparator.comparingInt;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.RequestRejectedException.Reason;

/**
 * The mounts by path. The longest path wins; it matches whole segments, and path parameters may follow the last of them. A
 * path that is for one mount as it came, and for another as some application would read it, is for none: who may ask for
 * what would depend on the spelling.
 */
public final class MountTable implements Mount {

    /**
     * A mount and its place.
     *
     * @param prefix the path, without a slash at its end: empty for the root
     */
    public record Entry(String prefix, Mount mount) {

        boolean matches(String path) {
            return path.startsWith(prefix)
                    && (path.length() == prefix.length() || isSegmentEnd(path.charAt(prefix.length())));
        }

        private boolean isSegmentEnd(char c) {
            return c == '/' || (c == ';' && !prefix.isEmpty());
        }
    }

    private final List<Entry> longestFirst;

    public MountTable(Map<String, Mount> mounts) {
        longestFirst = mounts.entrySet().stream()
                .map(mount -> new Entry(mount.getKey(), mount.getValue()))
                .sorted(comparingInt((Entry entry) -> entry.prefix().length()).reversed())
                .toList();
    }

    /** By the mount that the path is for, or with 404. */
    @Override
    public void answer(GatewayRequest request, Reply reply) throws IOException {
        Optional<Entry> entry = find(request.path());
        if (entry.isEmpty()) {
            reply.text(404, "Nothing is mounted at this path");
            return;
        }
        GatewayRequest mounted =
                request.toBuilder().mountPrefix(entry.get().prefix()).build();
        entry.get().mount().answer(mounted, reply);
    }

    /**
     * The mount that a path is for.
     *
     * @throws RequestRejectedException if that depends on how the path is read
     */
    public Optional<Entry> find(String path) throws RequestRejectedException {
        Optional<Entry> asItCame = match(path);
        for (PathReading reading : readings(path)) {
            if (!match("/" + String.join("/", reading.segments())).equals(asItCame)) {
                throw bad("path can be read as one for another mount");
            }
        }
        return asItCame;
    }

    private Optional<Entry> match(String path) {
        return longestFirst.stream().filter(entry -> entry.matches(path)).findFirst();
    }

    private static Set<PathReading> readings(String path) throws RequestRejectedException {
        try {
            return PathReading.all(path);
        } catch (IllegalArgumentException e) {
            throw bad(String.valueOf(e.getMessage()));
        }
    }

    private static RequestRejectedException bad(String message) {
        return new RequestRejectedException(Reason.BAD_REQUEST, message);
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
