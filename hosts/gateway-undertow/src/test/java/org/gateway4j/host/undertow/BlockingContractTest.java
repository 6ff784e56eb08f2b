package org.gateway4j.host.undertow;

import org.gateway4j.contract.host.Deviations;
import org.gateway4j.contract.host.HostContract;
import org.gateway4j.contract.host.HostSetup;
import org.gateway4j.contract.host.RunningHost;

class BlockingContractTest extends HostContract {

    @Override
    protected RunningHost start(HostSetup toServe) {
        return UndertowHost.start(toServe, UndertowHost.Kind.BLOCKING);
    }

    @Override
    protected Deviations deviations() {
        return UndertowHost.deviations();
    }
}
