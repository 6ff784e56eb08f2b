package org.gateway4j.examples.options;

import java.net.InetSocketAddress;
import java.util.List;
import org.gateway4j.Timeouts;

/**
 * What the host is to do, as the command line and the configuration file say.
 *
 * @param listen where the host listens
 * @param mounts the mounts; none means the demo
 * @param timeouts the deadlines of mounts that set none themselves
 * @param server what the server does for all mounts
 */
public record HostOptions(
        InetSocketAddress listen, List<MountOptions> mounts, Timeouts timeouts, ServerOptions server) {}
