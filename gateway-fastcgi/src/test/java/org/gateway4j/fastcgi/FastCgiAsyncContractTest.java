package org.gateway4j.fastcgi;

import org.gateway4j.Endpoint;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.contract.Settings;
import org.gateway4j.contract.SocketApplication;
import org.gateway4j.contract.async.AsyncContract;
import org.gateway4j.contract.fastcgi.TestResponder;
import org.gateway4j.testkit.Transport;

/** What only gateways on event loops promise is kept on both transports. */
public class FastCgiAsyncContractTest extends AsyncContract {

    protected FastCgiAsyncContractTest(Transport transport) {
        super(transport);
    }

    @Override
    protected SocketApplication speaker() {
        return new TestResponder();
    }

    @Override
    protected AsyncGateway open(Endpoint to, Settings with) {
        return FastCgiContractTest.configured(to, with).buildAsync();
    }
}
