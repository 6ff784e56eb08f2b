package org.gateway4j.host.jetty;

import org.gateway4j.contract.host.Deviations;
import org.gateway4j.contract.host.HostContract;
import org.gateway4j.contract.host.HostSetup;
import org.gateway4j.contract.host.RunningHost;

class AsyncContractTest extends HostContract {

    @Override
    protected RunningHost start(HostSetup toServe) throws Exception {
        return JettyHost.start(toServe, JettyHost.Kind.ASYNC);
    }

    @Override
    protected Deviations deviations() {
        return JettyHost.deviations();
    }
}
