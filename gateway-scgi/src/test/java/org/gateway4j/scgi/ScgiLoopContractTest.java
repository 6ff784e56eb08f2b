package org.gateway4j.scgi;

import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.contract.Settings;
import org.gateway4j.contract.SocketApplication;
import org.gateway4j.contract.ThreadKind;
import org.gateway4j.contract.WatchedBody;
import org.gateway4j.contract.facade.BlockingFacade;
import org.gateway4j.contract.loop.RunningLoop;
import org.gateway4j.contract.onerequest.OneRequestApplication;
import org.gateway4j.contract.onerequest.OneRequestContract;
import org.gateway4j.testkit.Transport;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract is kept on an event loop too. The callers only wait for the loop, so one kind of threads is enough. */
@EnumSource(Transport.class)
class ScgiLoopContractTest extends OneRequestContract {

    ScgiLoopContractTest(Transport transport) {
        super(transport, ThreadKind.PLATFORM);
    }

    @Override
    protected SocketApplication speaker() {
        return new OneRequestApplication(new ScgiDialect());
    }

    @Override
    protected Gateway open(Endpoint to, Settings with) {
        return new BlockingFacade(ScgiContractTest.configured(to, with).buildAsync(), 1, RunningLoop::selector);
    }

    /** A close that may block is left to a thread that is not the loop. */
    @Override
    public void assertClosedOnce(WatchedBody body) {
        body.awaitClosedOnce();
    }
}
