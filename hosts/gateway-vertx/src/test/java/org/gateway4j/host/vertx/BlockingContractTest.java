package org.gateway4j.host.vertx;

import org.gateway4j.contract.host.Deviations;
import org.gateway4j.contract.host.HostContract;
import org.gateway4j.contract.host.HostSetup;
import org.gateway4j.contract.host.RunningHost;

class BlockingContractTest extends HostContract {

    @Override
    protected RunningHost start(HostSetup toServe) throws Exception {
        return VertxHost.start(toServe, VertxHost.Kind.BLOCKING);
    }

    @Override
    protected Deviations deviations() {
        return VertxHost.deviations();
    }
}
