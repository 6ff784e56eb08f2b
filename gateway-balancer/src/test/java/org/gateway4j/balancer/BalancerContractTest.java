package org.gateway4j.balancer;

import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.contract.Settings;
import org.gateway4j.contract.SocketContract;
import org.gateway4j.contract.ThreadKind;
import org.gateway4j.testkit.Transport;
import org.junit.jupiter.params.provider.MethodSource;

/** A balancer of one member keeps the contract of a gateway. */
@MethodSource(SocketContract.EACH_KIND)
class BalancerContractTest extends BalancerContract {

    BalancerContractTest(Transport transport, ThreadKind threads) {
        super(transport, threads);
    }

    @Override
    protected Gateway open(Endpoint to, Settings with) {
        return ContractMembers.configured(Balancer.builder(), with)
                .member("only", ContractMembers.fastCgi(to, with).build())
                .build();
    }
}
