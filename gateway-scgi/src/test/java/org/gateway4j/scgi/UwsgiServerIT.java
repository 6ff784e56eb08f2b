package org.gateway4j.scgi;

import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.contract.facade.Driver;
import org.gateway4j.contract.onerequest.UwsgiServerContract;

/** A real uWSGI, by its scgi socket. */
class UwsgiServerIT extends UwsgiServerContract {

    UwsgiServerIT(Driver driver) {
        super(driver);
    }

    @Override
    protected String protocol() {
        return "scgi";
    }

    @Override
    protected Gateway open(Driver over, Endpoint endpoint) {
        ScgiGateway.Builder builder = ScgiGateway.builder(endpoint);
        return over.open(builder::build, builder::buildAsync);
    }
}
