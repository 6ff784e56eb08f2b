package org.gateway4j.host.undertow;

import org.gateway4j.contract.host.Deviations;
import org.gateway4j.contract.host.HostContract;
import org.gateway4j.contract.host.HostSetup;
import org.gateway4j.contract.host.RunningHost;

class AsyncContractTest extends HostContract {

    @Override
    protected RunningHost start(HostSetup toServe) {
        return UndertowHost.start(toServe, UndertowHost.Kind.ASYNC);
    }

    @Override
    protected Deviations deviations() {
        return UndertowHost.deviations();
    }
}
