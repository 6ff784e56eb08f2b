package org.gateway4j.examples.mounts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gateway4j.Timeouts;
import org.gateway4j.examples.http.Mount;
import org.gateway4j.examples.http.MountTable;
import org.gateway4j.examples.options.HostOptions;
import org.gateway4j.examples.options.MountOptions;
import org.gateway4j.examples.options.UsageException;

/** Makes the mounts that the command line asks for. A protocol is a class that makes a mount, and a line here. */
public final class Mounts {

    @FunctionalInterface
    private interface Protocol {

        Mount mount(MountOptions options, Timeouts timeouts) throws UsageException;
    }

    private static final Map<String, Protocol> PROTOCOLS =
            new TreeMap<>(Map.of("ajp", AjpMount::of, "cgi", CgiMount::of, "fastcgi", FastCgiMount::of));

    private Mounts() {}

    /**
     * Makes all mounts. Nothing is connected yet.
     *
     * @throws UsageException if one of them cannot be made
     */
    public static MountTable of(HostOptions options) throws UsageException {
        Map<String, Mount> mounts = new LinkedHashMap<>();
        for (MountOptions mount : options.mounts()) {
            mounts.put(mount.prefix(), mount(mount, options.timeouts()));
        }
        return new MountTable(mounts);
    }

    private static Mount mount(MountOptions options, Timeouts timeouts) throws UsageException {
        List<PathPattern> denied = DenyingMount.takePatterns(options.settings());
        Mount mount = protocol(options).mount(options, timeouts);
        return denied.isEmpty() ? mount : new DenyingMount(mount, denied);
    }

    private static Protocol protocol(MountOptions mount) throws UsageException {
        Protocol protocol = PROTOCOLS.get(mount.protocol());
        if (protocol != null) {
            return protocol;
        }
        throw new UsageException(
                "--mount " + mount.prefix() + "/ protocol",
                mount.protocol(),
                "unknown; allowed are " + String.join(", ", PROTOCOLS.keySet()));
    }
}
