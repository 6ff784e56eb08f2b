package org.gateway4j.host;

import static java.util.Comparator.comparingInt;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.gateway4j.Gateway;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.RequestRejectedException.Reason;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.host.internal.PathReading;
import org.jspecify.annotations.Nullable;

/**
 * The mounts of a host. The longest path that matches wins; it matches whole segments, and path parameters may follow the last
 * of them. Immutable; safe for use by any number of threads.
 *
 * <p>A path that is for one mount as it came, and for another mount as some application would read it, is for none: it is
 * refused with 400. So dot segments, escapes, path parameters, doubled slashes and backslashes lead out of no mount and into
 * none.
 *
 * <pre>{@code
 * Mounts mounts = Mounts.builder()
 *         .mount("/blog", fastCgi)
 *         .mount("/shop", ajp)
 *         .build();
 * }</pre>
 */
public final class Mounts {

    private final List<Mount> longestFirst;

    private Mounts(List<Mount> mounts) {
        longestFirst = mounts.stream()
                .sorted(comparingInt((Mount mount) -> mount.prefix().length()).reversed())
                .toList();
    }

    /**
     * One gateway for all paths.
     *
     * @param gateway the gateway
     * @return a mount at the root alone
     */
    public static Mounts of(Gateway gateway) {
        return builder().mount("/", gateway).build();
    }

    /**
     * One gateway for all paths.
     *
     * @param gateway the gateway
     * @return a mount at the root alone
     */
    public static Mounts of(AsyncGateway gateway) {
        return builder().mount("/", gateway).build();
    }

    /**
     * A builder without any mounts.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * All mounts.
     *
     * @return an immutable list, the longest path first
     */
    public List<Mount> list() {
        return longestFirst;
    }

    /**
     * The same mounts for a host on event loops that has threads, too. Threads of the executor wait for gateways that block, as
     * with {@link AsyncGateway#over}.
     *
     * @param executor runs the waits
     * @return mounts that all have gateways for event loops
     */
    public Mounts async(Executor executor) {
        return new Mounts(
                longestFirst.stream().map(mount -> mount.async(executor)).toList());
    }

    /**
     * The same mounts further down, for hosts that know by themselves the path below which they are, such as a servlet's context.
     *
     * @param path the path that goes before that of each mount, of the form that {@link Mount#of(String, Gateway)} requires; empty
     *     or {@code /} changes nothing
     * @return changed copies of these mounts
     * @throws IllegalArgumentException if the path is not of that form
     */
    public Mounts below(String path) {
        return new Mounts(longestFirst.stream().map(mount -> mount.below(path)).toList());
    }

    /**
     * The mount that a path is for.
     *
     * @param path the path of a request as it came, percent-encoded
     * @return the mount, or null if there is none: the path is for another part of the host
     * @throws RequestRejectedException if that depends on how the path is read, or the path is malformed
     */
    public @Nullable Mount find(String path) throws RequestRejectedException {
        Mount asItCame = match(path);
        if (PathReading.isUnambiguous(path)) {
            return asItCame;
        }
        try {
            for (PathReading reading : PathReading.all(path)) {
                if (match(reading.path()) != asItCame) {
                    throw bad("path can be read as one for another mount");
                }
            }
        } catch (IllegalArgumentException e) {
            if (asItCame != null) {
                throw bad(String.valueOf(e.getMessage()));
            }
        }
        return asItCame;
    }

    private @Nullable Mount match(String path) {
        for (Mount mount : longestFirst) {
            if (matches(mount.prefix(), path)) {
                return mount;
            }
        }
        return null;
    }

    private static boolean matches(String prefix, String path) {
        if (!path.startsWith(prefix)) {
            return false;
        }
        if (path.length() == prefix.length()) {
            return true;
        }
        char next = path.charAt(prefix.length());
        return next == '/' || next == ';' && !prefix.isEmpty();
    }

    private static RequestRejectedException bad(String message) {
        return new RequestRejectedException(Reason.BAD_REQUEST, message);
    }

    /** Collects mounts. Not safe for use by several threads. */
    public static final class Builder {

        private final List<Mount> mounts = new ArrayList<>();

        private Builder() {}

        /**
         * Mounts a gateway that blocks.
         *
         * @param path as for {@link Mount#of(String, Gateway)}
         * @param gateway what answers below it
         * @return this builder
         * @throws IllegalArgumentException if the path is not of the form that {@code Mount} requires, or is taken
         */
        public Builder mount(String path, Gateway gateway) {
            return mount(Mount.of(path, gateway));
        }

        /**
         * Mounts a gateway for event loops.
         *
         * @param path as for {@link Mount#of(String, Gateway)}
         * @param gateway what answers below it
         * @return this builder
         * @throws IllegalArgumentException if the path is not of the form that {@code Mount} requires, or is taken
         */
        public Builder mount(String path, AsyncGateway gateway) {
            return mount(Mount.of(path, gateway));
        }

        /**
         * Adds a mount.
         *
         * @param mount the mount
         * @return this builder
         * @throws IllegalArgumentException if its path is taken
         */
        public Builder mount(Mount mount) {
            if (mounts.stream().anyMatch(other -> other.prefix().equals(mount.prefix()))) {
                throw new IllegalArgumentException("mount path \"" + mount.prefix() + "/\" is mounted twice");
            }
            mounts.add(mount);
            return this;
        }

        /**
         * Makes the mounts.
         *
         * @return mounts, at least one
         * @throws IllegalArgumentException if there are none
         */
        public Mounts build() {
            if (mounts.isEmpty()) {
                throw new IllegalArgumentException("mounts: there must be at least one");
            }
            return new Mounts(mounts);
        }
    }
}
