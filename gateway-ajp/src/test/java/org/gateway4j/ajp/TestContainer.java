package org.gateway4j.ajp;

import java.io.IOException;
import java.nio.file.Path;
import org.gateway4j.contract.PeerSocket;
import org.gateway4j.contract.SocketApplication;
import org.gateway4j.contract.Transport;

/** A well-behaved AJP container. */
final class TestContainer extends SocketApplication {

    TestContainer(Transport transport, Path directory) throws IOException {
        super(transport, directory);
    }

    @Override
    protected void serve(PeerSocket socket) throws Exception {
        while (true) {
            ReceivedRequest request = ReceivedRequest.read(socket);
            if (request.isPing()) {
                socket.write(Wire.packet("09"));
            } else {
                ContainerCall call = new ContainerCall(socket, request);
                serve(call);
                call.end();
            }
        }
    }
}
