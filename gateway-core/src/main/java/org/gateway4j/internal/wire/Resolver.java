package org.gateway4j.internal.wire;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of a host. */
@FunctionalInterface
interface Resolver {

    /** All addresses, the preferred first; at least one. May block for as long as it likes. */
    InetAddress[] resolve(String host) throws UnknownHostException;
}
