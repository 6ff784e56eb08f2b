package org.gateway4j.contract;

import java.nio.file.Path;
import org.gateway4j.Gateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract of {@link Gateway}, checked point by point. The tests of each protocol extend this once for every
 * transport and kind of threads, and bring an application that speaks the protocol. After each test nothing may be left:
 * no permit, connection, thread, descriptor or spool file.
 */
public abstract class GatewayContract
        implements ResponseContract,
                PreparationContract,
                RequestBodyContract,
                PausingClientContract,
                DeadlineContract,
                ProgressContract,
                AbortContract,
                CancelContract,
                CapacityContract,
                DrainContract,
                ListenerContract,
                ExchangeFactsContract,
                RetryContract {

    private final ThreadKind threads;
    private TestApplication application;
    private Settings settings;
    private LeakCheck leaks;

    @RegisterExtension
    final OnThread onThread;

    /**
     * The contract, kept on threads of one kind.
     *
     * @param threads the kind; tests are skipped where the JDK has none
     */
    protected GatewayContract(ThreadKind threads) {
        this.threads = threads;
        this.onThread = new OnThread(threads);
    }

    /**
     * Starts the application.
     *
     * @param directory an empty directory, for sockets and scripts
     * @return one that listens, if that is what it does
     * @throws Exception if it cannot be started
     */
    protected abstract TestApplication startApplication(Path directory) throws Exception;

    /**
     * {@return a new gateway to an application}
     *
     * @param to one that was started here
     * @param with its configuration, to be heeded in full
     */
    protected abstract Gateway open(TestApplication to, Settings with);

    /**
     * {@return a new gateway to an application that is not there}
     *
     * @param with its configuration, to be heeded in full
     */
    protected abstract Gateway openToNobody(Settings with);

    @BeforeEach
    final void start(@TempDir Path directory, @TempDir Path spoolDirectory) throws Exception {
        startApplication(directory).close();
        leaks = LeakCheck.begin(spoolDirectory);
        settings = Settings.spoolingTo(spoolDirectory);
        application = startApplication(directory);
        application.behave(call -> call.answer(200, new byte[0]));
    }

    @AfterEach
    final void nothingIsLeft() throws Exception {
        leaks.assertNothingIsLeft(application, () -> {});
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
    public final Gateway gateway(Settings with) {
        return watched(open(application, with));
    }

    @Override
    public final Gateway unreachable(Settings with) {
        return watched(openToNobody(with));
    }

    private Gateway watched(Gateway gateway) {
        leaks.watch(gateway::stats, gateway::close);
        return gateway;
    }

    @Override
    public final ThreadKind threads() {
        return threads;
    }
}
