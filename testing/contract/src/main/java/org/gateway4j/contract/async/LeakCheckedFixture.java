package org.gateway4j.contract.async;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.contract.LeakCheck;
import org.gateway4j.contract.Settings;
import org.gateway4j.contract.TestApplication;
import org.gateway4j.contract.loop.RunningLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application, gateways to it and loops, for one test. After the test nothing may be left: no permit, connection, link of
 * a loop, thread, descriptor or spool file.
 */
abstract class LeakCheckedFixture implements AsyncFixture {

    private final List<WatchedLoop> loops = new CopyOnWriteArrayList<>();
    private TestApplication application;
    private Settings settings;
    private LeakCheck leaks;

    /**
     * Starts the application.
     *
     * @param directory an empty directory, for sockets and scripts
     * @return one that listens, if that is what it does
     * @throws Exception if it cannot be started
     */
    protected abstract TestApplication startApplication(Path directory) throws Exception;

    /**
     * Makes a gateway.
     *
     * @param to an application that was started here
     * @param with its configuration
     * @return a gateway, which the contract closes
     */
    protected abstract AsyncGateway open(TestApplication to, Settings with);

    /**
     * Makes a gateway to an application that is not there.
     *
     * @param with its configuration
     * @return a gateway, which the contract closes
     */
    protected abstract AsyncGateway openToNobody(Settings with);

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
    final void start(@TempDir Path directory, @TempDir Path spool) throws Exception {
        leaks = LeakCheck.begin(spool);
        settings = Settings.spoolingTo(spool);
        application = startApplication(directory);
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
        return watched(open(application, with));
    }

    @Override
    public final AsyncGateway unreachable(Settings with) {
        return watched(openToNobody(with));
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
