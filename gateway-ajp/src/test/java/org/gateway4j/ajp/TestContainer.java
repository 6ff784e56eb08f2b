package org.gateway4j.ajp;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.gateway4j.Endpoint;
import org.gateway4j.contract.PeerSocket;
import org.gateway4j.contract.SocketServer;
import org.gateway4j.contract.TestApplication;
import org.gateway4j.contract.Transport;

/** A well-behaved AJP container. */
final class TestContainer implements TestApplication {

    private final SocketServer server;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile Behaviour behaviour = call -> {};

    TestContainer(Transport transport, Path directory) throws IOException {
        server = SocketServer.listen(transport, directory, this::serve);
    }

    Endpoint endpoint() {
        return server.endpoint();
    }

    private void serve(PeerSocket socket, int number) throws Exception {
        while (true) {
            ReceivedRequest request = ReceivedRequest.read(socket);
            if (request.isPing()) {
                socket.write(Wire.packet("09"));
            } else {
                requests.incrementAndGet();
                ContainerCall call = new ContainerCall(socket, request);
                behaviour.serve(call);
                call.end();
            }
        }
    }

    @Override
    public void behave(Behaviour value) {
        behaviour = value;
    }

    @Override
    public int requests() {
        return requests.get();
    }

    @Override
    public int connections() {
        return server.accepted();
    }

    @Override
    public int openConnections() {
        return server.open();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
