package org.gateway4j.balancer;

import org.gateway4j.Endpoint;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.contract.Settings;
import org.gateway4j.contract.SocketApplication;
import org.gateway4j.contract.async.AsyncContract;
import org.gateway4j.contract.fastcgi.TestResponder;
import org.gateway4j.testkit.Transport;

/** A balancer of one member keeps what gateways on event loops promise. */
class AsyncBalancerContractTest extends AsyncContract {

    AsyncBalancerContractTest(Transport transport) {
        super(transport);
    }

    @Override
    protected SocketApplication speaker() {
        return new TestResponder();
    }

    @Override
    protected AsyncGateway open(Endpoint to, Settings with) {
        return ContractMembers.configured(AsyncBalancer.builder(), with)
                .member("only", ContractMembers.fastCgi(to, with).buildAsync())
                .build();
    }
}
