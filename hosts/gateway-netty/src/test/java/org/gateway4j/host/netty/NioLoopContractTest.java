package org.gateway4j.host.netty;

import org.gateway4j.contract.loop.LoopContract;
import org.gateway4j.contract.loop.RunningLoop;
import org.gateway4j.testkit.Transport;

/** The contract of loops is kept on Netty's NIO transport. */
class NioLoopContractTest extends LoopContract {

    NioLoopContractTest(Transport transport) {
        super(transport);
    }

    @Override
    protected RunningLoop start(String name) {
        return NettyLoops.nio(name);
    }
}
