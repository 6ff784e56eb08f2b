package org.gateway4j.host.undertow;

import org.gateway4j.contract.loop.RunningLoop;
import org.gateway4j.fastcgi.FastCgiAsyncContractTest;
import org.gateway4j.testkit.OneJdk;
import org.gateway4j.testkit.Transport;

/** Gateways keep the contract on XNIO's I/O threads. */
@OneJdk
class XnioFastCgiAsyncContractTest extends FastCgiAsyncContractTest {

    XnioFastCgiAsyncContractTest(Transport transport) {
        super(transport);
    }

    @Override
    protected RunningLoop startLoop(String name) {
        return XnioLoops.start(name);
    }
}
