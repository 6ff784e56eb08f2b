package org.gateway4j.ajp;

import org.gateway4j.Endpoint;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.contract.Settings;
import org.gateway4j.contract.SocketApplication;
import org.gateway4j.contract.async.AsyncContract;
import org.gateway4j.testkit.Transport;

/** What only gateways on event loops promise is kept on both transports. */
public class AjpAsyncContractTest extends AsyncContract {

    protected AjpAsyncContractTest(Transport transport) {
        super(transport);
    }

    @Override
    protected SocketApplication speaker() {
        return new TestContainer();
    }

    @Override
    protected AsyncGateway open(Endpoint to, Settings with) {
        return AjpContract.configured(to, with).buildAsync();
    }
}
