package org.gateway4j.host.undertow;

import org.gateway4j.ajp.AjpLoopContractTest;
import org.gateway4j.contract.loop.RunningLoop;
import org.gateway4j.testkit.OneJdk;
import org.gateway4j.testkit.Transport;

/** Gateways keep the contract on XNIO's I/O threads. */
@OneJdk
class XnioAjpLoopContractTest extends AjpLoopContractTest {

    XnioAjpLoopContractTest(Transport transport) {
        super(transport);
    }

    @Override
    protected RunningLoop startLoop(String name) {
        return XnioLoops.start(name);
    }
}
