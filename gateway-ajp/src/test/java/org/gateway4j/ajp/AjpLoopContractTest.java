package org.gateway4j.ajp;

import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.contract.Settings;
import org.gateway4j.contract.ThreadKind;
import org.gateway4j.contract.WatchedBody;
import org.gateway4j.contract.facade.BlockingFacade;
import org.gateway4j.testkit.Transport;

/** The contract is kept on an event loop too. */
class AjpLoopContractTest extends AjpContractTest {

    AjpLoopContractTest(Transport transport, ThreadKind threads) {
        super(transport, threads);
    }

    @Override
    protected Gateway open(Endpoint to, Settings with) {
        return new BlockingFacade(configured(to, with).buildAsync(), 1);
    }

    /** A close that may block is left to a thread that is not the loop. */
    @Override
    public void assertClosedOnce(WatchedBody body) {
        body.awaitClosedOnce();
    }
}
