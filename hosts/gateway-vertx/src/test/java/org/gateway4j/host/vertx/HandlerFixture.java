package org.gateway4j.host.vertx;

import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    private VertxHost host;

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

    VertxHost start(VertxHost.Kind kind) throws Exception {
        return start(kind, VertxHost.options(), (vertx, gateways) -> gateways);
    }

    VertxHost start(VertxHost.Kind kind, VertxHost.Arrangement arrangement) throws Exception {
        return start(kind, VertxHost.options(), arrangement);
    }

    VertxHost start(VertxHost.Kind kind, HttpServerOptions options, VertxHost.Arrangement arrangement)
            throws Exception {
        host = VertxHost.start(setup, kind, options, arrangement);
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

    VertxHost host() {
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
