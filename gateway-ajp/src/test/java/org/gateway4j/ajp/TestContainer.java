package org.gateway4j.ajp;

import org.gateway4j.contract.PeerSocket;
import org.gateway4j.contract.SocketApplication;

/** A well-behaved AJP container. */
final class TestContainer extends SocketApplication {

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
