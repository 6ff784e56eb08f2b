package org.gateway4j.host.vertx;

import org.gateway4j.contract.host.HostSetup;
import org.gateway4j.contract.host.Http2Contract;
import org.gateway4j.contract.host.RunningHost;

/** The contract of HTTP/2, without a thread that waits. */
class Http2AsyncContractTest extends Http2Contract {

    @Override
    protected RunningHost start(HostSetup toServe) throws Exception {
        return VertxHost.start(toServe, VertxHost.Kind.ASYNC);
    }
}
