package org.gateway4j.examples.options;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gateway4j.Timeouts;

/** Collects the options of the host, wherever they stand. What comes later wins. Not safe for use by several threads. */
final class OptionCollector {

    private static final Pattern ADDRESS = Pattern.compile("(\\[[0-9a-fA-F:.%]+]|[^:\\[\\]]+):([0-9]{1,5})");
    private static final String TIMEOUT = "timeout.";
    private static final String LISTEN = "listen";

    private InetSocketAddress listen = address("127.0.0.1:8080", LISTEN);
    private Timeouts timeouts = Timeouts.defaults();
    private final Map<String, MountOptions> mounts = new LinkedHashMap<>();

    OptionCollector() throws UsageException {}

    /**
     * Whether there is such an option, mounts apart.
     *
     * @throws UsageException if it is an unknown deadline
     */
    boolean knows(String name, Origin origin) throws UsageException {
        return name.equals(LISTEN) || deadline(name, origin).isPresent();
    }

    /** Takes an option that it {@linkplain #knows}. */
    void take(String name, String value, Origin origin) throws UsageException {
        Optional<Deadline> deadline = deadline(name, origin);
        if (deadline.isPresent()) {
            timeouts = deadline.get().set(timeouts, origin.label(name), value);
        } else {
            listen = address(value, origin.label(name));
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

    private static InetSocketAddress address(String value, String option) throws UsageException {
        Matcher parts = ADDRESS.matcher(value);
        if (!parts.matches() || Integer.parseInt(parts.group(2)) > 65_535) {
            throw new UsageException(option, value, "must be HOST:PORT such as 127.0.0.1:8080 or [::1]:8080");
        }
        try {
            InetAddress host = InetAddress.getAllByName(parts.group(1))[0];
            return new InetSocketAddress(host, Integer.parseInt(parts.group(2)));
        } catch (UnknownHostException e) {
            throw new UsageException(option, value, "must be an address of this machine; the name is not known");
        }
    }

    /** Adds a mount; the text is to blame if there are two of its path. */
    void mount(MountOptions mount, String text, Origin origin) throws UsageException {
        if (mounts.put(mount.prefix(), mount) != null) {
            throw new UsageException(origin.label("mount"), text, "must have a path of its own; there are two of this");
        }
    }

    HostOptions options() {
        return new HostOptions(listen, List.copyOf(mounts.values()), timeouts);
    }
}
