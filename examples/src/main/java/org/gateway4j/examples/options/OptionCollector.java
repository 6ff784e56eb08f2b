package org.gateway4j.examples.options;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gateway4j.Timeouts;

/** Collects the options of the host, wherever they stand. What comes later wins. Not safe for use by several threads. */
final class OptionCollector {

    private static final String TIMEOUT = "timeout.";
    private static final String LISTEN = "listen";

    private InetSocketAddress listen = Addresses.parse("127.0.0.1:8080", LISTEN);
    private Timeouts timeouts = Timeouts.defaults();
    private final ServerSettings server = new ServerSettings();
    private final Map<String, MountOptions> mounts = new LinkedHashMap<>();

    OptionCollector() throws UsageException {}

    /**
     * Whether there is such an option, mounts apart.
     *
     * @throws UsageException if it is an unknown deadline
     */
    boolean knows(String name, Origin origin) throws UsageException {
        return name.equals(LISTEN)
                || server.knows(name)
                || deadline(name, origin).isPresent();
    }

    /** Takes an option that it {@linkplain #knows}. */
    void take(String name, String value, Origin origin) throws UsageException {
        Optional<Deadline> deadline = deadline(name, origin);
        if (deadline.isPresent()) {
            timeouts = deadline.get().set(timeouts, origin.label(name), value);
        } else if (server.knows(name)) {
            server.take(name, value, origin.label(name));
        } else {
            listen = Addresses.parse(value, origin.label(name));
        }
    }

    private static Optional<Deadline> deadline(String name, Origin origin) throws UsageException {
        if (!name.startsWith(TIMEOUT)) {
            return Optional.empty();
        }
        Optional<Deadline> deadline = Deadline.ofKey(name.substring(TIMEOUT.length()));
        if (deadline.isEmpty()) {
            throw origin.unknown(name, "unknown deadline; there are " + Deadline.keys());
        }
        return deadline;
    }

    /** Adds a mount; the text is to blame if there are two of its path. */
    void mount(MountOptions mount, String text, Origin origin) throws UsageException {
        if (mounts.put(mount.prefix(), mount) != null) {
            throw new UsageException(origin.label("mount"), text, "must have a path of its own; there are two of this");
        }
    }

    HostOptions options() throws UsageException {
        return new HostOptions(listen, List.copyOf(mounts.values()), timeouts, server.options());
    }
}
