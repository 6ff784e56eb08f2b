package org.gateway4j.host.micrometer;

import org.gateway4j.Endpoint;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.contract.Settings;
import org.gateway4j.fastcgi.FastCgiAsyncContractTest;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.OneJdk;
import org.gateway4j.testkit.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInfo;

/** What only gateways on event loops promise is kept by one that is observed. */
@OneJdk
class ObservedAsyncContractTest extends FastCgiAsyncContractTest {

    private final CountingHandler observations = new CountingHandler();

    ObservedAsyncContractTest(Transport transport) {
        super(transport);
    }

    @Override
    protected AsyncGateway open(Endpoint to, Settings with) {
        return ObservedAsyncGateway.of("test", super.open(to, with), observations.registry());
    }

    @AfterEach
    void everyObservationStopsOnce(TestInfo test) throws Exception {
        Await.untilEquals(observations.started() - unclosed(test), observations::stopped, "observations that stopped");
    }

    /** This test keeps a pool busy by a response that it never closes. */
    private static int unclosed(TestInfo test) {
        return test.getDisplayName().endsWith("NOBODY_MAY_WAIT") ? 1 : 0;
    }
}
