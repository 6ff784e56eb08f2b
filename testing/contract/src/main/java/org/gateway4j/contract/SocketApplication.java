package org.gateway4j.contract;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.gateway4j.Endpoint;
import org.gateway4j.testkit.Transport;
import org.jspecify.annotations.Nullable;

/** A well-behaved application that listens on a socket. */
public abstract class SocketApplication implements TestApplication {

    private final AtomicInteger requests = new AtomicInteger();
    private volatile Behaviour behaviour = call -> {};
    private @Nullable SocketServer server;

    /** Does not listen yet. */
    protected SocketApplication() {}

    /**
     * Listens.
     *
     * @param transport where to
     * @param directory where Unix domain sockets are made
     * @throws IOException if that fails
     */
    public final void listen(Transport transport, Path directory) throws IOException {
        server = SocketServer.listen(transport, directory, (socket, number) -> serve(socket));
    }

    /**
     * Serves one request after the other; returns when the connection is to be closed.
     *
     * @param socket the connection
     * @throws Exception what makes the test fail, unless it is an {@link IOException}
     */
    protected abstract void serve(PeerSocket socket) throws Exception;

    /**
     * Serves a request as the test says, but for its end.
     *
     * @param call the request
     * @throws Exception as the behaviour
     */
    protected final void serve(ApplicationCall call) throws Exception {
        requests.incrementAndGet();
        behaviour.serve(call);
    }

    private SocketServer server() {
        return Objects.requireNonNull(server, "does not listen yet");
    }

    /**
     * Where it listens.
     *
     * @return its address
     */
    public final Endpoint endpoint() {
        return server().endpoint();
    }

    @Override
    public final void behave(Behaviour value) {
        behaviour = value;
    }

    @Override
    public final int requests() {
        return requests.get();
    }

    @Override
    public final int connections() {
        return server().accepted();
    }

    @Override
    public final int openConnections() {
        return server().open();
    }

    @Override
    public final void close() throws IOException {
        server().close();
    }
}
