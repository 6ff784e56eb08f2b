package org.gateway4j.contract.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gateway4j.Endpoint;
import org.gateway4j.contract.Settings;
import org.gateway4j.contract.host.HostSetup.Mount;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.RawClient;
import org.gateway4j.testkit.Transport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every host does with every application, case by case. The tests of an adapter extend this. One host serves all cases,
 * but those that need other settings. After each case no gateway may have a request in flight.
 */
@ExtendWith(DeviationCheck.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class HostContract
        implements MethodContract,
                TargetContract,
                RequestFieldContract,
                UploadContract,
                ResponseFieldContract,
                FramingContract,
                StreamingContract,
                FailureContract,
                ConnectionContract,
                HandoffContract,
                BackPressureContract,
                BoundsContract {

    private static final int SMALL_BUFFER = 16 * 1024;

    private final List<HostClient> clients = new CopyOnWriteArrayList<>();
    private final List<RunningHost> others = new CopyOnWriteArrayList<>();
    private final List<Gate> gates = new CopyOnWriteArrayList<>();
    private ScriptedApplication application;
    private ScriptedApplication neighbour;
    private Settings settings;
    private HostSetup setup;
    private RunningHost host;

    /** For the tests of an adapter. */
    protected HostContract() {}

    /**
     * Starts a host.
     *
     * @param toServe what it is to serve
     * @return one that listens
     * @throws Exception if it cannot be started
     */
    protected abstract RunningHost start(HostSetup toServe) throws Exception;

    /** {@return the cases that this host cannot pass, with the reasons} */
    protected Deviations deviations() {
        return Deviations.none();
    }

    @BeforeAll
    final void startAll(@TempDir Path directory) throws Exception {
        settings = Settings.spoolingTo(Files.createDirectory(directory.resolve("spool")));
        application = ScriptedApplication.listen(Transport.UNIX, directory);
        neighbour = ScriptedApplication.listen(Transport.TCP, directory);
        List<Mount> mounts = List.of(
                new Mount("/app", application.endpoint()),
                new Mount("/other", neighbour.endpoint()),
                new Mount("/gone", Endpoint.parse(Transport.UNIX.nobody(directory))));
        setup = new HostSetup(mounts, settings, Files.createDirectory(directory.resolve("files")));
        host = start(setup);
    }

    @AfterAll
    final void stopAll() throws Exception {
        if (host != null) {
            host.close();
        }
        Await.untilEquals(0, application::openConnections, "connections of a closed host");
        Await.untilEquals(0, neighbour::openConnections, "connections of a closed host");
        application.close();
        neighbour.close();
    }

    @AfterEach
    final void endCase() throws Exception {
        gates.forEach(Gate::openForGood);
        gates.clear();
        for (HostClient client : clients) {
            client.close();
        }
        clients.clear();
        application.forget();
        neighbour.forget();
        awaitRest();
        for (RunningHost other : others) {
            other.close();
        }
        others.clear();
    }

    @Override
    public final void awaitRest() {
        awaitRest(host);
        others.forEach(HostContract::awaitRest);
    }

    private static void awaitRest(RunningHost host) {
        Await.until(
                () -> "permits leaked: " + host.stats(),
                () -> host.stats().stream().allMatch(stats -> stats.inUse() == 0 && stats.waiting() == 0));
    }

    @Override
    public final ScriptedApplication application() {
        return application;
    }

    @Override
    public final ScriptedApplication neighbour() {
        return neighbour;
    }

    @Override
    public final Settings settings() {
        return settings;
    }

    @Override
    public final int port() {
        return host.address().getPort();
    }

    @Override
    public final Gate gate() {
        Gate gate = new Gate();
        gates.add(gate);
        return gate;
    }

    @Override
    public final HostClient connect() throws IOException {
        return connect(host);
    }

    @Override
    public final RunningHost hostWith(Settings others) throws Exception {
        RunningHost other = start(new HostSetup(setup.mounts(), others, setup.files()));
        this.others.add(other);
        return other;
    }

    @Override
    public final HostClient connect(RunningHost to) throws IOException {
        return tracked(new RawClient(to.address()));
    }

    @Override
    public final HostClient connectWithSmallBuffer() throws IOException {
        return tracked(RawClient.withReceiveBuffer(host.address(), SMALL_BUFFER));
    }

    private HostClient tracked(RawClient raw) {
        HostClient client = new HostClient(raw);
        clients.add(client);
        return client;
    }

    @Override
    public final Path files() {
        return setup.files();
    }
}
