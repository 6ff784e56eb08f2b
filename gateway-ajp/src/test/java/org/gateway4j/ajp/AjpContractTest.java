package org.gateway4j.ajp;

import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.contract.Settings;
import org.gateway4j.contract.ThreadKind;
import org.gateway4j.testkit.Transport;
import org.junit.jupiter.params.provider.MethodSource;

/** The gateway keeps the contract on both transports and both kinds of threads. */
@MethodSource(AjpContract.EACH_KIND)
class AjpContractTest extends AjpContract {

    AjpContractTest(Transport transport, ThreadKind threads) {
        super(transport, threads);
    }

    @Override
    protected Gateway open(Endpoint to, Settings with) {
        return configured(to, with).build();
    }
}
