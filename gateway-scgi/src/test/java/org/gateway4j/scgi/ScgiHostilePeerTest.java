package org.gateway4j.scgi;

import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.contract.facade.Driver;
import org.gateway4j.contract.onerequest.HostilePeerContract;
import org.gateway4j.contract.onerequest.OneRequestApplication;

/** No peer does harm, over either driver. */
class ScgiHostilePeerTest extends HostilePeerContract {

    ScgiHostilePeerTest(Driver driver) {
        super(driver);
    }

    @Override
    protected OneRequestApplication.Dialect dialect() {
        return new ScgiDialect();
    }

    @Override
    protected Gateway open(Driver over, Endpoint endpoint) {
        ScgiGateway.Builder builder = ScgiGateway.builder(endpoint);
        return over.open(builder::build, builder::buildAsync);
    }
}
