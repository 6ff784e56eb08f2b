package org.gateway4j.scgi;

import org.gateway4j.Endpoint;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.contract.Settings;
import org.gateway4j.contract.SocketApplication;
import org.gateway4j.contract.onerequest.OneRequestApplication;
import org.gateway4j.contract.onerequest.OneRequestAsyncContract;
import org.gateway4j.testkit.Transport;

/** What only gateways on event loops promise is kept on both transports. */
class ScgiAsyncContractTest extends OneRequestAsyncContract {

    ScgiAsyncContractTest(Transport transport) {
        super(transport);
    }

    @Override
    protected SocketApplication speaker() {
        return new OneRequestApplication(new ScgiDialect());
    }

    @Override
    protected AsyncGateway open(Endpoint to, Settings with) {
        return ScgiContractTest.configured(to, with).buildAsync();
    }
}
