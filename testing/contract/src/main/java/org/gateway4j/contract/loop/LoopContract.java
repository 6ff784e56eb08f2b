package org.gateway4j.contract.loop;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gateway4j.async.EventLoop;
import org.gateway4j.testkit.Leftovers;
import org.gateway4j.testkit.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every {@link EventLoop} does, on each transport. After each test, no descriptor may be left. The tests of each
 * implementation extend this.
 */
@ParameterizedClass
@EnumSource
@Timeout(60)
public abstract class LoopContract implements TaskContract, LinkContract, ConnectFailureContract, LoopEndContract {

    private final Transport transport;
    private final List<SocketChannel> peers = new ArrayList<>();
    private Path directory;
    private Leftovers beforeLoop;
    private Leftovers afterLoop;
    private RunningLoop running;
    private ServerSocketChannel server;

    /**
     * The contract on one transport.
     *
     * @param transport of the links
     */
    protected LoopContract(Transport transport) {
        this.transport = transport;
    }

    /**
     * Starts a loop.
     *
     * @param name for its thread
     * @return one that runs
     */
    protected abstract RunningLoop start(String name);

    @BeforeEach
    final void start(@TempDir Path empty) throws Exception {
        directory = empty;
        beforeLoop = Leftovers.watch();
        server = transport.listen(empty, 0);
        running = start("gateway4j loop");
        // The first link of a loop may open what the loop keeps.
        on(() -> {
            recorder().connect(unix("first")).link().close();
            return null;
        });
        afterLoop = Leftovers.watch();
    }

    @AfterEach
    final void nothingIsLeft() throws Exception {
        endLoop();
        for (SocketChannel peer : peers) {
            peer.close();
        }
        server.close();
        beforeLoop.awaitNone();
    }

    @Override
    public final EventLoop loop() {
        return running.loop();
    }

    @Override
    public final RunningLoop anotherLoop(String name) {
        return start(name);
    }

    @Override
    public final void endLoop() {
        running.end();
    }

    @Override
    public final Path directory() {
        return directory;
    }

    @Override
    public final SocketAddress address() throws IOException {
        return server.getLocalAddress();
    }

    @Override
    public final List<SocketChannel> peers() {
        return peers;
    }

    @Override
    public final SocketChannel accept() throws IOException {
        SocketChannel peer = server.accept();
        peers.add(peer);
        return peer;
    }

    @Override
    public final void assertNoLinkIsOpen() throws Exception {
        afterLoop.awaitNone();
    }
}
