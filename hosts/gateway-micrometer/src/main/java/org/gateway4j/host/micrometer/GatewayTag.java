package org.gateway4j.host.micrometer;

/** The tag that tells gateways apart. */
final class GatewayTag {

    static final String KEY = "gateway";

    private GatewayTag() {}

    /** Returns a value of the tag. Registries refuse or change a blank one. */
    static String checked(String gateway) {
        if (gateway.isBlank()) {
            throw new IllegalArgumentException("the name of the gateway, \"" + gateway + "\", is blank");
        }
        return gateway;
    }
}
