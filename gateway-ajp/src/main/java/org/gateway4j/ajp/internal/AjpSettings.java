package org.gateway4j.ajp.internal;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings that decide what a gateway adds to requests, and how it encodes them.
 *
 * @param packetSize the size of packets in bytes, including the frame
 * @param secret the secret that the container shares with this server, or null
 * @param route the name of the container in a cluster, or null
 * @param attributes names of the variables that are sent as request attributes
 * @param sendMethodsByName the methods that are sent by name although they have a code
 * @param certificateChain whether the client's whole certificate chain is sent, or only its own certificate
 */
public record AjpSettings(
        int packetSize,
        @Nullable String secret,
        @Nullable String route,
        Set<String> attributes,
        Set<String> sendMethodsByName,
        boolean certificateChain) {

    /** Copies the sets. */
    public AjpSettings {
        attributes = Set.copyOf(attributes);
        sendMethodsByName = Set.copyOf(sendMethodsByName);
    }

    /** The client's certificates that are sent, its own first. */
    List<X509Certificate> sent(List<X509Certificate> chain) {
        return certificateChain || chain.isEmpty() ? chain : chain.subList(0, 1);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "AjpSettings[packetSize " + packetSize + "]";
    }
}
