package org.gateway4j.host.netty;

import io.netty.channel.Channel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.gateway4j.contract.Settings;
import org.gateway4j.contract.fastcgi.TestResponder;
import org.gateway4j.contract.host.HostSetup;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.RawClient;
import org.gateway4j.testkit.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server on the NIO transport, an application at {@code /app}, and a look at what they leave behind. */
abstract class HandlerFixture {

    final TestResponder application = new TestResponder();
    private final List<AutoCloseable> clients = new ArrayList<>();
    private HostSetup setup;
    private NettyHost host;

    @TempDir
    Path directory;

    @BeforeEach
    void listen() throws IOException {
        application.listen(Transport.TCP, directory);
        Settings settings = Settings.spoolingTo(Files.createDirectory(directory.resolve("spool")));
        setup = new HostSetup(
                List.of(new HostSetup.Mount("/app", application.endpoint())),
                settings,
                Files.createDirectory(directory.resolve("files")));
    }

    void start(BiConsumer<Channel, GatewayHandler> pipeline) {
        host = NettyHost.start(setup, NettyServer.Kind.NIO, NettyHost.Gateways.ASYNC, pipeline);
    }

    NettyHost host() {
        return host;
    }

    RawClient connect() throws IOException {
        RawClient client = new RawClient(host.address());
        tracked(client);
        return client;
    }

    /** A file that the application may hand off. */
    Path file(byte[] content) throws IOException {
        return Files.write(setup.files().resolve("file"), content);
    }

    /** Closes a client after the test. */
    void tracked(AutoCloseable client) {
        clients.add(client);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        for (AutoCloseable client : clients) {
            client.close();
        }
        if (host != null) {
            Await.until(
                    () -> "permits leaked: " + host.stats(),
                    () -> host.stats().stream().allMatch(stats -> stats.inUse() == 0));
            host.close();
        }
        Await.untilEquals(0, application::openConnections, "connections to the application");
        application.close();
    }
}
