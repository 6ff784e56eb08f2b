package org.gateway4j.contract.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gateway4j.contract.Settings;
import org.gateway4j.contract.fastcgi.TestResponder;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.RawClient;
import org.gateway4j.testkit.Transport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application at {@code /app} and {@code /too}, a host before it, and a look at what they leave behind. For what only one kind
 * of host has to get right.
 *
 * @param <H> the kind of host
 */
public abstract class HandlerFixture<H extends RunningHost> {

    /** The application, which answers nothing until told. */
    protected final TestResponder application = new TestResponder();

    /** Where the test may write. The application may have files below {@code files} sent. */
    @TempDir
    protected Path directory;

    private final List<AutoCloseable> clients = new ArrayList<>();
    private HostSetup setup;
    private @Nullable H host;

    /** For the tests of an adapter. */
    @SuppressWarnings("NullAway.Init") // JUnit sets the directory, and calls listen.
    protected HandlerFixture() {}

    @BeforeEach
    final void listen() throws IOException {
        application.listen(Transport.TCP, directory);
        Settings settings = Settings.spoolingTo(Files.createDirectory(directory.resolve("spool")));
        List<HostSetup.Mount> mounts = List.of(
                new HostSetup.Mount("/app", application.endpoint()),
                new HostSetup.Mount("/too", application.endpoint()));
        setup = new HostSetup(mounts, settings, Files.createDirectory(directory.resolve("files")));
    }

    /** {@return what the host is to serve} */
    protected final HostSetup setup() {
        return setup;
    }

    /**
     * Tells which host the test has started. It is closed after the test.
     *
     * @param started the host
     * @return the same
     */
    protected final H serving(H started) {
        host = started;
        return started;
    }

    /** {@return the host} */
    protected final H host() {
        H started = host;
        if (started == null) {
            throw new IllegalStateException("the test has started no host");
        }
        return started;
    }

    /**
     * Connects to the host.
     *
     * @return a client, which is closed after the test
     * @throws IOException if the host does not accept
     */
    protected final RawClient connect() throws IOException {
        RawClient client = new RawClient(host().address());
        tracked(client);
        return client;
    }

    /**
     * Closes a client after the test.
     *
     * @param client the client
     */
    protected final void tracked(AutoCloseable client) {
        clients.add(client);
    }

    @AfterEach
    final void nothingIsLeft() throws Exception {
        for (AutoCloseable client : clients) {
            client.close();
        }
        H started = host;
        if (started != null) {
            Await.until(
                    () -> "permits leaked: " + started.stats(),
                    () -> started.stats().stream().allMatch(stats -> stats.inUse() == 0));
            started.close();
        }
        Await.untilEquals(0, application::openConnections, "connections to the application");
        application.close();
    }
}
