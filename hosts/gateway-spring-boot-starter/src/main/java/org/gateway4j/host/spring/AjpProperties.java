package org.gateway4j.host.spring;

import java.util.List;
import org.gateway4j.ajp.AjpGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * What only AJP13 has.
 *
 * @param secret the secret that the container shares with this server
 * @param packetSize the size of packets, which the container must have too
 * @param cpingAfterIdle the idle time after which a connection is checked before its reuse, or off
 * @param cpingOnConnect whether each new connection is checked before its first use
 * @param route the name of the container in a cluster
 * @param allowedAttributes the variables of a request that become request attributes
 * @param sendMethodsByName the methods that are sent by name although AJP13 has a code for them
 * @param forwardClientCertificateChain whether the client's whole certificate chain is sent
 */
record AjpProperties(
        @Nullable Secret secret,
        @Nullable DataSize packetSize,
        @Nullable Deadline cpingAfterIdle,
        @Nullable Boolean cpingOnConnect,
        @Nullable String route,
        @Nullable List<String> allowedAttributes,
        @Nullable List<String> sendMethodsByName,
        @Nullable Boolean forwardClientCertificateChain)
        implements Property.Group<AjpGateway.Builder> {

    @Override
    public AjpGateway.Builder change(AjpGateway.Builder given, Property at) {
        return at.change(given)
                .by("secret", secret, (builder, value) -> builder.secret(value.text()))
                .by("packet-size", packetSize, (ajp, size) -> ajp.packetSize(LimitsProperties.bytes(size)))
                .by("cping-after-idle", cpingAfterIdle, (builder, idle) -> builder.cpingAfterIdle(idle.time()))
                .by("cping-on-connect", cpingOnConnect, AjpGateway.Builder::cpingOnConnect)
                .by("route", route, AjpGateway.Builder::route)
                .by("allowed-attributes", allowedAttributes, (ajp, all) -> ajp.allowedAttributes(array(all)))
                .by("send-methods-by-name", sendMethodsByName, (ajp, all) -> ajp.sendMethodsByName(array(all)))
                .by(
                        "forward-client-certificate-chain",
                        forwardClientCertificateChain,
                        AjpGateway.Builder::forwardClientCertificateChain)
                .result();
    }

    private static String[] array(List<String> list) {
        return list.toArray(String[]::new);
    }
}
