package org.gateway4j.examples.mounts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gateway4j.Gateway;
import org.gateway4j.PoolStats;
import org.gateway4j.Timeouts;
import org.gateway4j.examples.local.NothingMounted;
import org.gateway4j.examples.options.HostOptions;
import org.gateway4j.examples.options.MountOptions;
import org.gateway4j.examples.options.UsageException;
import org.gateway4j.host.DenyRules;
import org.gateway4j.host.Mount;
import org.gateway4j.host.Mounts;

/** All applications of a host. Closing them closes their gateways, and what was started for them. */
public final class Applications implements AutoCloseable {

    /** Makes the application of a mount. */
    @FunctionalInterface
    interface Protocol {

        Application application(MountOptions options, Timeouts timeouts) throws UsageException;
    }

    /** A protocol is a class that makes an application, and an entry here. */
    private static final Map<String, Protocol> PROTOCOLS = new TreeMap<>(Map.of(
            "ajp",
            AjpApplication::of,
            "cgi",
            CgiApplication::of,
            "fastcgi",
            FastCgiApplication::of,
            "files",
            FilesApplication::of,
            "php",
            PhpApplication::of,
            "scgi",
            ScgiApplication::of,
            "uwsgi",
            UwsgiApplication::of));

    private static final String DENY = "deny";

    private final Map<String, Gateway> gateways;
    private final Mounts mounts;
    private final List<Runnable> closing;

    private Applications(Builder builder) {
        gateways = Map.copyOf(builder.gateways);
        closing = List.copyOf(builder.closing);
        Mounts.Builder all = Mounts.builder();
        builder.mounts.forEach(all::mount);
        if (!gateways.containsKey("")) {
            all.mount("/", new NothingMounted());
        }
        mounts = all.build();
    }

    /**
     * Makes the applications that the options ask for. Nothing is connected yet.
     *
     * @throws UsageException if one of them cannot be made; those before it are closed
     */
    public static Applications of(HostOptions options) throws UsageException {
        Builder builder = new Builder();
        try {
            for (MountOptions mount : options.mounts()) {
                List<String> denied = mount.settings().takeEach(DENY);
                DenyRules rules = denyRules(mount, denied);
                Application application = application(mount, options.timeouts());
                String[] indexes = application.indexes().toArray(String[]::new);
                builder.add(Mount.of(mount.prefix(), application.gateway()).denyRules(rules.indexes(indexes)));
            }
        } catch (UsageException e) {
            builder.build().close();
            throw e;
        }
        return builder.build();
    }

    private static Application application(MountOptions mount, Timeouts timeouts) throws UsageException {
        Protocol protocol = protocol(mount);
        return mount.isBalanced()
                ? BalancedApplication.of(mount, timeouts, protocol)
                : protocol.application(mount, timeouts);
    }

    private static DenyRules denyRules(MountOptions mount, List<String> patterns) throws UsageException {
        for (String pattern : patterns) {
            try {
                DenyRules.of(pattern);
            } catch (IllegalArgumentException e) {
                throw mount.settings().refuse(DENY, pattern, String.valueOf(e.getMessage()));
            }
        }
        return DenyRules.of(patterns.toArray(String[]::new));
    }

    private static Protocol protocol(MountOptions mount) throws UsageException {
        Protocol protocol = PROTOCOLS.get(mount.protocol());
        if (protocol != null) {
            return protocol;
        }
        throw mount.settings()
                .refuseProtocol(mount.protocol(), "unknown; allowed are " + String.join(", ", PROTOCOLS.keySet()));
    }

    /** The mounts, for a host. One of them takes every path. */
    public Mounts mounts() {
        return mounts;
    }

    /** The figures of all pools, by the path of the mount. */
    public Map<String, PoolStats> pools() {
        Map<String, PoolStats> pools = new TreeMap<>();
        gateways.forEach((path, gateway) -> pools.put(path, gateway.stats()));
        return pools;
    }

    @Override
    public void close() {
        gateways.values().forEach(Gateway::close);
        closing.forEach(Runnable::run);
    }

    /** Collects applications. Not safe for use by several threads. */
    public static final class Builder {

        private final List<Mount> mounts = new ArrayList<>();
        private final Map<String, Gateway> gateways = new LinkedHashMap<>();
        private final List<Runnable> closing = new ArrayList<>();

        /** Adds an application, whose gateway blocks. */
        public Builder add(Mount mount) {
            mounts.add(mount);
            gateways.put(mount.prefix(), mount.gateway().orElseThrow());
            return this;
        }

        /** Adds an application with the defaults of a mount. */
        public Builder add(String path, Gateway gateway) {
            return add(Mount.of(path, gateway));
        }

        /** The gateways that were added so far, by the path of the mount. */
        public Map<String, Gateway> gateways() {
            return Map.copyOf(gateways);
        }

        /** Adds what is to be closed after the gateways, in this order. */
        public Builder closing(Runnable action) {
            closing.add(action);
            return this;
        }

        public Applications build() {
            return new Applications(this);
        }
    }
}
