package org.gateway4j.host.undertow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.gateway4j.contract.Settings;
import org.gateway4j.contract.fastcgi.TestResponder;
import org.gateway4j.contract.host.HostSetup;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.RawClient;
import org.gateway4j.testkit.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server, an application at {@code /app} and {@code /too}, and a look at what they leave behind. */
abstract class HandlerFixture {

    final TestResponder application = new TestResponder();
    private final List<AutoCloseable> clients = new ArrayList<>();
    private HostSetup setup;
    private UndertowHost host;

    @TempDir
    Path directory;

    @BeforeEach
    void listen() throws IOException {
        application.listen(Transport.TCP, directory);
        Settings settings = Settings.spoolingTo(Files.createDirectory(directory.resolve("spool")));
        List<HostSetup.Mount> mounts = List.of(
                new HostSetup.Mount("/app", application.endpoint()),
                new HostSetup.Mount("/too", application.endpoint()));
        setup = new HostSetup(mounts, settings, Files.createDirectory(directory.resolve("files")));
    }

    UndertowHost start(UndertowHost.Kind kind) throws Exception {
        return start(kind, started -> {});
    }

    UndertowHost start(UndertowHost.Kind kind, Consumer<UndertowHost> change) throws Exception {
        return start(mount -> kind, change);
    }

    UndertowHost start(Function<HostSetup.Mount, UndertowHost.Kind> kinds, Consumer<UndertowHost> change)
            throws Exception {
        host = UndertowHost.start(setup, kinds, change);
        return host;
    }

    RawClient connect() throws IOException {
        RawClient client = new RawClient(host.address());
        tracked(client);
        return client;
    }

    /** Closes a client after the test. */
    void tracked(AutoCloseable client) {
        clients.add(client);
    }

    UndertowHost host() {
        return host;
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        for (AutoCloseable client : clients) {
            client.close();
        }
        Await.until(
                () -> "permits leaked: " + host.stats(),
                () -> host.stats().stream().allMatch(stats -> stats.inUse() == 0));
        host.close();
        Await.untilEquals(0, application::openConnections, "connections to the application");
        application.close();
    }
}
