package org.gateway4j.host.netty;

import org.gateway4j.contract.host.HostContract;
import org.gateway4j.contract.host.HostSetup;
import org.gateway4j.contract.host.RunningHost;

class EpollAsyncHostContractTest extends HostContract {

    @Override
    protected RunningHost start(HostSetup toServe) {
        return NettyHost.start(toServe, NettyServer.Kind.EPOLL, NettyHost.Gateways.ASYNC);
    }
}
