package org.gateway4j.host.spring;

import org.gateway4j.contract.host.Deviations;
import org.gateway4j.contract.host.HostContract;
import org.gateway4j.contract.host.HostSetup;
import org.gateway4j.contract.host.RunningHost;

/** The filter of reactive applications on Reactor Netty. */
class ReactiveContractTest extends HostContract {

    @Override
    protected RunningHost start(HostSetup toServe) {
        return ReactiveHost.start(toServe);
    }

    @Override
    protected Deviations deviations() {
        String uri = "Spring answers 400 to a target that java.net.URI does not take, before any filter";
        return Deviations.none()
                .with("passesTheTarget[/app/x?a[]=1|2&c={d}]", uri)
                .with("passesTheTarget[/app/x?\"<>^`\\]", uri)
                .with("passesTheTarget[/app/{x}|^`\"<>]", uri);
    }
}
