package org.gateway4j.contract.async;

import java.io.IOException;
import java.nio.file.Path;
import org.gateway4j.Endpoint;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.contract.Settings;
import org.gateway4j.contract.SocketApplication;
import org.gateway4j.contract.TestApplication;
import org.gateway4j.testkit.Transport;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What only an {@link AsyncGateway} promises, on each transport. The tests of each protocol extend this, and bring an application
 * that speaks the protocol. After each test nothing may be left: no permit, connection, link of a loop, thread, descriptor or
 * spool file.
 */
@ParameterizedClass
@EnumSource
public abstract class AsyncContract extends LeakCheckedFixture
        implements HandlerContract,
                DemandContract,
                AbortContract,
                QueueContract,
                FlowContract,
                UploadContract,
                EndedLoopContract {

    private final Transport transport;

    /**
     * The contract on one transport.
     *
     * @param transport between gateway and application
     */
    protected AsyncContract(Transport transport) {
        this.transport = transport;
    }

    /**
     * Makes an application that speaks the protocol.
     *
     * @return one that does not listen yet
     */
    protected abstract SocketApplication speaker();

    /**
     * Makes a gateway.
     *
     * @param to where its application listens
     * @param with its configuration
     * @return a gateway, which the contract closes
     */
    protected abstract AsyncGateway open(Endpoint to, Settings with);

    @Override
    protected final TestApplication startApplication(Path directory) throws IOException {
        SocketApplication application = speaker();
        application.listen(transport, directory);
        return application;
    }

    @Override
    protected final AsyncGateway open(TestApplication to, Settings with) {
        return open(((SocketApplication) to).endpoint(), with);
    }

    @Override
    protected final AsyncGateway openToNobody(Settings with) {
        return open(Endpoint.parse(transport.nobody(with.spooling().directory())), with);
    }
}
