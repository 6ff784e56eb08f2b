package org.gateway4j.uwsgi;

import org.gateway4j.Endpoint;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.contract.Settings;
import org.gateway4j.contract.SocketApplication;
import org.gateway4j.contract.onerequest.OneRequestApplication;
import org.gateway4j.contract.onerequest.OneRequestAsyncContract;
import org.gateway4j.testkit.Transport;

/** What only gateways on event loops promise is kept on both transports. */
class UwsgiAsyncContractTest extends OneRequestAsyncContract {

    UwsgiAsyncContractTest(Transport transport) {
        super(transport);
    }

    @Override
    protected SocketApplication speaker() {
        return new OneRequestApplication(new UwsgiDialect());
    }

    @Override
    protected AsyncGateway open(Endpoint to, Settings with) {
        return UwsgiContractTest.configured(to, with).buildAsync();
    }
}
