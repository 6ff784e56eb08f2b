package org.gateway4j.host.micrometer;

import java.nio.file.Path;
import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.contract.Settings;
import org.gateway4j.contract.SocketApplication;
import org.gateway4j.contract.SocketContract;
import org.gateway4j.contract.ThreadKind;
import org.gateway4j.contract.fastcgi.TestResponder;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.script.ScriptMapper;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.OneJdk;
import org.gateway4j.testkit.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A gateway that is observed keeps the contract, and each observation that starts stops once. The decorator knows no threads, so
 * one kind of them is enough.
 */
@EnumSource(Transport.class)
@OneJdk
class ObservedContractTest extends SocketContract {

    private final CountingHandler observations = new CountingHandler();

    ObservedContractTest(Transport transport) {
        super(transport, ThreadKind.PLATFORM);
    }

    @Override
    protected SocketApplication speaker() {
        return new TestResponder();
    }

    @Override
    protected Gateway open(Endpoint to, Settings with) {
        return ObservedGateway.of(
                "test",
                FastCgiGateway.builder(to)
                        .scripts(ScriptMapper.script(Path.of("/srv/app.php")))
                        .pool(with.pool())
                        .timeouts(with.timeouts())
                        .limits(with.limits())
                        .spooling(with.spooling())
                        .listener(with.listener())
                        .build(),
                observations.registry());
    }

    @AfterEach
    void everyObservationStopsOnce() throws Exception {
        Await.untilEquals(observations.started(), observations::stopped, "observations that stopped");
    }
}
