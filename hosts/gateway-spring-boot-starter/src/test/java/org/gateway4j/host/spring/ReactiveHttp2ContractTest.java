package org.gateway4j.host.spring;

import org.gateway4j.contract.host.HostSetup;
import org.gateway4j.contract.host.Http2Contract;
import org.gateway4j.contract.host.RunningHost;
import reactor.netty.http.HttpProtocol;

/** The contract of HTTP/2, for the filter of reactive applications on Reactor Netty. */
class ReactiveHttp2ContractTest extends Http2Contract {

    @Override
    protected RunningHost start(HostSetup toServe) {
        return ReactiveHost.start(toServe, HttpProtocol.H2C);
    }
}
