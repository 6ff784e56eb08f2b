package org.gateway4j.ajp;

import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.contract.Settings;
import org.gateway4j.contract.ThreadKind;
import org.gateway4j.contract.WatchedBody;
import org.gateway4j.contract.facade.BlockingFacade;
import org.gateway4j.contract.loop.RunningLoop;
import org.gateway4j.testkit.Transport;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract is kept on an event loop too. The callers only wait for the loop, so one kind of threads is enough. */
@EnumSource(Transport.class)
public class AjpLoopContractTest extends AjpContract {

    protected AjpLoopContractTest(Transport transport) {
        super(transport, ThreadKind.PLATFORM);
    }

    /** One of the library's own unless the tests of another kind of loop say otherwise. */
    protected RunningLoop startLoop(String name) {
        return RunningLoop.selector(name);
    }

    @Override
    protected Gateway open(Endpoint to, Settings with) {
        return new BlockingFacade(configured(to, with).buildAsync(), 1, this::startLoop);
    }

    /** A close that may block is left to a thread that is not the loop. */
    @Override
    public void assertClosedOnce(WatchedBody body) {
        body.awaitClosedOnce();
    }
}
