package org.gateway4j.contract.fastcgi;

import org.gateway4j.contract.PeerSocket;
import org.gateway4j.contract.SocketApplication;

/** A well-behaved FastCGI application. */
public final class TestResponder extends SocketApplication {

    /** One that does not listen yet. */
    public TestResponder() {}

    /** How to serve a request of FastCGI. */
    @FunctionalInterface
    public interface Service {

        /**
         * Serves a request; on return, the answer is ended unless that was done.
         *
         * @param call the request, to be used by this thread alone
         * @throws Exception as {@link org.gateway4j.contract.TestApplication.Behaviour#serve}
         */
        void serve(ResponderCall call) throws Exception;
    }

    /**
     * Says how to serve all requests from now on.
     *
     * @param service may be called by several threads at once
     */
    public void serveBy(Service service) {
        behave(call -> service.serve((ResponderCall) call));
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
