package org.gateway4j.fastcgi;

import org.gateway4j.Gateway;
import org.gateway4j.contract.facade.Driver;

/** Gateways to Responders over either driver. */
public final class Driven {

    private Driven() {}

    /** Builds a gateway over a driver. */
    public static Gateway open(Driver driver, FastCgiGateway.Builder builder) {
        return driver.open(builder::build, builder::buildAsync);
    }
}
