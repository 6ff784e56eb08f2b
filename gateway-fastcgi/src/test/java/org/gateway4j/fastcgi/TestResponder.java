package org.gateway4j.fastcgi;

import java.io.IOException;
import java.nio.file.Path;
import org.gateway4j.contract.PeerSocket;
import org.gateway4j.contract.SocketApplication;
import org.gateway4j.contract.Transport;

/** A well-behaved FastCGI application. */
final class TestResponder extends SocketApplication {

    TestResponder(Transport transport, Path directory) throws IOException {
        super(transport, directory);
    }

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
