package org.gateway4j.uwsgi;

import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.contract.facade.Driver;
import org.gateway4j.contract.onerequest.UwsgiServerContract;

/** A real uWSGI, by its uwsgi socket. */
class UwsgiServerIT extends UwsgiServerContract {

    UwsgiServerIT(Driver driver) {
        super(driver);
    }

    @Override
    protected String protocol() {
        return "uwsgi";
    }

    @Override
    protected Gateway open(Driver over, Endpoint endpoint) {
        UwsgiGateway.Builder builder = UwsgiGateway.builder(endpoint);
        return over.open(builder::build, builder::buildAsync);
    }
}
