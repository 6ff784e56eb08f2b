package org.gateway4j.host.jetty;

import org.gateway4j.contract.host.HostSetup;
import org.gateway4j.contract.host.Http2Contract;
import org.gateway4j.contract.host.RunningHost;

/** The contract of HTTP/2, with a thread for each request. */
class Http2BlockingContractTest extends Http2Contract {

    @Override
    protected RunningHost start(HostSetup toServe) throws Exception {
        return JettyHost.start(toServe, JettyHost.Kind.BLOCKING);
    }
}
