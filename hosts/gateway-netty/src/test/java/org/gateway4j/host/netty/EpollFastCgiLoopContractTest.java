package org.gateway4j.host.netty;

import org.gateway4j.contract.loop.RunningLoop;
import org.gateway4j.fastcgi.FastCgiLoopContractTest;
import org.gateway4j.testkit.OneJdk;
import org.gateway4j.testkit.Transport;

/** Gateways keep the contract on Netty's epoll transport. */
@OneJdk
class EpollFastCgiLoopContractTest extends FastCgiLoopContractTest {

    EpollFastCgiLoopContractTest(Transport transport) {
        super(transport);
    }

    @Override
    protected RunningLoop startLoop(String name) {
        return NettyLoops.epoll(name);
    }
}
