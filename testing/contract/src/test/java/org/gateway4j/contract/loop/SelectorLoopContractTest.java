package org.gateway4j.contract.loop;

import org.gateway4j.async.SelectorLoop;
import org.gateway4j.testkit.Transport;

/** The contract is kept by {@link SelectorLoop}. */
class SelectorLoopContractTest extends LoopContract {

    SelectorLoopContractTest(Transport transport) {
        super(transport);
    }

    @Override
    protected RunningLoop start(String name) {
        return RunningLoop.selector(name);
    }
}
