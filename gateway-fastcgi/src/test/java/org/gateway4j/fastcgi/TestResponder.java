package org.gateway4j.fastcgi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.gateway4j.Endpoint;
import org.gateway4j.contract.PeerSocket;
import org.gateway4j.contract.SocketServer;
import org.gateway4j.contract.TestApplication;
import org.gateway4j.contract.Transport;

/** A well-behaved FastCGI application. */
final class TestResponder implements TestApplication {

    private final SocketServer server;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile Behaviour behaviour = call -> {};

    TestResponder(Transport transport, Path directory) throws IOException {
        server = SocketServer.listen(transport, directory, this::serve);
    }

    Endpoint endpoint() {
        return server.endpoint();
    }

    private void serve(PeerSocket socket, int number) throws Exception {
        while (true) {
            ReceivedHead head = ReceivedHead.read(socket);
            requests.incrementAndGet();
            ResponderCall call = new ResponderCall(socket, head);
            behaviour.serve(call);
            call.end();
            if (!head.keepConnection()) {
                socket.endOutput();
                socket.awaitHangUp();
                return;
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
