package org.gateway4j.host.netty;

import org.gateway4j.ajp.AjpLoopContractTest;
import org.gateway4j.contract.loop.RunningLoop;
import org.gateway4j.testkit.OneJdk;
import org.gateway4j.testkit.Transport;

/** Gateways keep the contract on Netty's NIO transport. */
@OneJdk
class NioAjpLoopContractTest extends AjpLoopContractTest {

    NioAjpLoopContractTest(Transport transport) {
        super(transport);
    }

    @Override
    protected RunningLoop startLoop(String name) {
        return NettyLoops.nio(name);
    }
}
