package org.gateway4j.examples.mounts;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.gateway4j.GatewayRequest;
import org.gateway4j.PoolStats;
import org.gateway4j.examples.http.Mount;
import org.gateway4j.examples.http.PathReading;
import org.gateway4j.examples.http.Reply;
import org.gateway4j.examples.options.Settings;
import org.gateway4j.examples.options.UsageException;

/** A mount of which some paths are denied, in whatever spelling they come. */
final class DenyingMount implements Mount {

    private static final String DENY = "deny";

    private final Mount mount;
    private final List<PathPattern> denied;

    DenyingMount(Mount mount, List<PathPattern> denied) {
        this.mount = mount;
        this.denied = denied;
    }

    /** The patterns of the settings {@code deny}. */
    static List<PathPattern> takePatterns(Settings settings) throws UsageException {
        List<PathPattern> patterns = new ArrayList<>();
        for (String pattern : settings.takeEach(DENY)) {
            try {
                patterns.add(PathPattern.parse(pattern));
            } catch (IllegalArgumentException e) {
                throw settings.refuse(DENY, pattern, String.valueOf(e.getMessage()));
            }
        }
        return patterns;
    }

    @Override
    public void answer(GatewayRequest request, Reply reply) throws IOException {
        if (denies(request)) {
            reply.text(403, "Forbidden");
        } else {
            mount.answer(request, reply);
        }
    }

    private boolean denies(GatewayRequest request) {
        int prefix = (int) request.mountPrefix().chars().filter(c -> c == '/').count();
        Set<PathReading> readings = PathReading.all(request.path());
        return readings.stream()
                .flatMap(this::withIndexes)
                .anyMatch(reading -> denied.stream().anyMatch(pattern -> pattern.matches(reading, prefix)));
    }

    /** What a directory's path runs or shows is denied with its name. */
    private Stream<PathReading> withIndexes(PathReading reading) {
        return reading.directory()
                ? Stream.concat(Stream.of(reading), indexes().stream().map(reading::child))
                : Stream.of(reading);
    }

    @Override
    public List<String> indexes() {
        return mount.indexes();
    }

    @Override
    public Optional<PoolStats> pool() {
        return mount.pool();
    }

    @Override
    public void close() {
        mount.close();
    }
}
