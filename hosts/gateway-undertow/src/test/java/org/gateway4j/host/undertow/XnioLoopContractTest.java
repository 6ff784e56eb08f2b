package org.gateway4j.host.undertow;

import org.gateway4j.contract.loop.LoopContract;
import org.gateway4j.contract.loop.RunningLoop;
import org.gateway4j.testkit.Transport;

/** The contract of loops is kept on XNIO's I/O threads. */
class XnioLoopContractTest extends LoopContract {

    XnioLoopContractTest(Transport transport) {
        super(transport);
    }

    @Override
    protected RunningLoop start(String name) {
        return XnioLoops.start(name);
    }
}
