package org.gateway4j.host.netty;

import org.gateway4j.contract.loop.LoopContract;
import org.gateway4j.contract.loop.RunningLoop;
import org.gateway4j.testkit.Transport;

/** The contract of loops is kept on Netty's epoll transport. */
class EpollLoopContractTest extends LoopContract {

    EpollLoopContractTest(Transport transport) {
        super(transport);
    }

    @Override
    protected RunningLoop start(String name) {
        return NettyLoops.epoll(name);
    }
}
