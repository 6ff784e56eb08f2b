package org.gateway4j.contract.async;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gateway4j.Endpoint;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.contract.LeakCheck;
import org.gateway4j.contract.Settings;
import org.gateway4j.contract.SocketApplication;
import org.gateway4j.contract.TestApplication;
import org.gateway4j.contract.loop.RunningLoop;
import org.gateway4j.testkit.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What only an {@link AsyncGateway} promises, on each transport. The tests of each protocol extend this, and bring an application
 * that speaks the protocol. After each test nothing may be left: no permit, connection, link of a loop, thread, descriptor or
 * spool file.
 */
@ParameterizedClass
@EnumSource
public abstract class AsyncContract
        implements HandlerContract,
                DemandContract,
                AbortContract,
                QueueContract,
                FlowContract,
                UploadContract,
                EndedLoopContract {

    private final Transport transport;
    private final List<WatchedLoop> loops = new CopyOnWriteArrayList<>();
    private SocketApplication application;
    private Settings settings;
    private LeakCheck leaks;

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

    /**
     * Starts a loop; one of the library's own unless the tests of another kind of loop say otherwise.
     *
     * @param name for its thread
     * @return one that runs
     */
    protected RunningLoop startLoop(String name) {
        return RunningLoop.selector(name);
    }

    @BeforeEach
    final void start(@TempDir Path directory, @TempDir Path spool) throws IOException {
        leaks = LeakCheck.begin(spool);
        settings = Settings.spoolingTo(spool);
        application = speaker();
        application.listen(transport, directory);
        application.behave(call -> call.answer(200, new byte[0]));
        anotherLoop();
    }

    @AfterEach
    final void nothingIsLeft() throws Exception {
        leaks.assertNothingIsLeft(application, () -> loops.forEach(WatchedLoop::close));
    }

    @Override
    public final TestApplication application() {
        return application;
    }

    @Override
    public final Settings settings() {
        return settings;
    }

    @Override
    public final AsyncGateway gateway(Settings with) {
        return watched(open(application.endpoint(), with));
    }

    @Override
    public final AsyncGateway unreachable(Settings with) {
        return watched(open(Endpoint.parse(transport.nobody(with.spooling().directory())), with));
    }

    private AsyncGateway watched(AsyncGateway gateway) {
        leaks.watch(gateway::stats, gateway::close);
        return gateway;
    }

    @Override
    public final WatchedLoop loop() {
        return loops.get(0);
    }

    @Override
    public final WatchedLoop anotherLoop() {
        WatchedLoop loop = new WatchedLoop(startLoop("gateway4j contract loop " + loops.size()));
        loops.add(loop);
        return loop;
    }
}
