package org.gateway4j.ajp.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.gateway4j.Endpoint;

/** Recognises endpoints that cannot be reached from other machines. */
public final class Loopback {

    private Loopback() {}

    /** Whether an endpoint is certainly on this machine. Names are not looked up. */
    public static boolean contains(Endpoint endpoint) {
        return !(endpoint instanceof Endpoint.Tcp tcp)
                || tcp.host().equalsIgnoreCase("localhost")
                || tcp.host().matches("127(\\.[0-9]{1,3}){3}")
                || tcp.host().indexOf(':') >= 0 && isLoopback(tcp.host());
    }

    /** Whether a host is a loopback literal. A host with a colon is an IPv6 literal or malformed. */
    private static boolean isLoopback(String literal) {
        try {
            return InetAddress.getByName(literal).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
