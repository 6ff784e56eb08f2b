package org.gateway4j.host.netty;

import org.gateway4j.contract.host.HostSetup;
import org.gateway4j.contract.host.Http2Contract;
import org.gateway4j.contract.host.RunningHost;

/** The contract of HTTP/2, on the event loops of the server. */
class Http2ContractTest extends Http2Contract {

    @Override
    protected RunningHost start(HostSetup toServe) {
        return NettyHost.start(toServe, NettyServer.Kind.NIO, NettyHost.Gateways.ASYNC, Http2Test::streams);
    }
}
