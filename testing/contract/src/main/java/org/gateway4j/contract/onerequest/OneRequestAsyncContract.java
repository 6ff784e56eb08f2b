package org.gateway4j.contract.onerequest;

import org.gateway4j.contract.async.AsyncContract;
import org.gateway4j.testkit.Transport;

/** What only gateways on event loops promise, over connections that serve once. */
public abstract class OneRequestAsyncContract extends AsyncContract {

    /**
     * The contract on one transport.
     *
     * @param transport between gateway and application
     */
    protected OneRequestAsyncContract(Transport transport) {
        super(transport);
    }

    @Override
    public int kept() {
        return 0;
    }
}
