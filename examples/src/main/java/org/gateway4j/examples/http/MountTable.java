package org.gateway4j.examples.http;

import static java.util.Comparator.comparingInt;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gateway4j.GatewayRequest;

/** The mounts by path. The longest path wins; it matches whole segments of the request's path as it came, undecoded. */
public final class MountTable implements Mount {

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
