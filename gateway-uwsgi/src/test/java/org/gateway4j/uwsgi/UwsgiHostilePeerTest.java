package org.gateway4j.uwsgi;

import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.contract.facade.Driver;
import org.gateway4j.contract.onerequest.HostilePeerContract;
import org.gateway4j.contract.onerequest.OneRequestApplication;

/** No peer does harm, over either driver. */
class UwsgiHostilePeerTest extends HostilePeerContract {

    UwsgiHostilePeerTest(Driver driver) {
        super(driver);
    }

    @Override
    protected OneRequestApplication.Dialect dialect() {
        return new UwsgiDialect();
    }

    @Override
    protected Gateway open(Driver over, Endpoint endpoint) {
        UwsgiGateway.Builder builder = UwsgiGateway.builder(endpoint);
        return over.open(builder::build, builder::buildAsync);
    }
}
