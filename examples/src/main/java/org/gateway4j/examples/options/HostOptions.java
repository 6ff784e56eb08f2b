package org.gateway4j.examples.options;

import java.net.InetSocketAddress;
import java.util.List;
import org.gateway4j.Timeouts;

/**
 * The command line, read.
 *
 * @param listen where the host listens
 * @param mounts the mounts; none means the demo
 * @param timeouts the deadlines of mounts that set none themselves
 */
public record HostOptions(InetSocketAddress listen, List<MountOptions> mounts, Timeouts timeouts) {}
