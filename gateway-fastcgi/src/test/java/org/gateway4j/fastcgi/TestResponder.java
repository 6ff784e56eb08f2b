package org.gateway4j.fastcgi;

import org.gateway4j.contract.PeerSocket;
import org.gateway4j.contract.SocketApplication;

/** A well-behaved FastCGI application. */
final class TestResponder extends SocketApplication {

    @Override
    protected void serve(PeerSocket socket) throws Exception {
        while (true) {
            ReceivedHead head = ReceivedHead.read(socket);
            ResponderCall call = new ResponderCall(socket, head);
            serve(call);
            call.end();
            if (!head.keepConnection()) {
                socket.endOutput();
                socket.awaitHangUp();
                return;
            }
        }
    }
}
