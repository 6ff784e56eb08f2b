package org.gateway4j.ajp;

import org.gateway4j.Gateway;
import org.gateway4j.contract.facade.Driver;

/** Gateways to containers over either driver. */
public final class Driven {

    private Driven() {}

    /** Builds a gateway over a driver. */
    public static Gateway open(Driver driver, AjpGateway.Builder builder) {
        return driver.open(builder::build, builder::buildAsync);
    }
}
