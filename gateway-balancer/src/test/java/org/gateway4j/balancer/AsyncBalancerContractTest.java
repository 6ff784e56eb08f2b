package org.gateway4j.balancer;

import org.gateway4j.Endpoint;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.balancer.ContractMembers.Others;
import org.gateway4j.contract.Settings;
import org.gateway4j.contract.SocketApplication;
import org.gateway4j.contract.async.AsyncContract;
import org.gateway4j.contract.fastcgi.TestResponder;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.testkit.Transport;

/** A balancer keeps what gateways on event loops promise: with one member over TCP, with three over Unix sockets. */
class AsyncBalancerContractTest extends AsyncContract {

    private final boolean three;

    AsyncBalancerContractTest(Transport transport) {
        super(transport);
        three = transport == Transport.UNIX;
    }

    @Override
    protected SocketApplication speaker() {
        return new TestResponder();
    }

    @Override
    protected AsyncGateway open(Endpoint to, Settings with) {
        if (three) {
            return ContractMembers.three(
                            AsyncBalancer.builder(), to, with, Others.ALIVE, FastCgiGateway.Builder::buildAsync)
                    .build();
        }
        return ContractMembers.configured(AsyncBalancer.builder(), with)
                .member("only", ContractMembers.fastCgi(to, with).buildAsync())
                .build();
    }
}
