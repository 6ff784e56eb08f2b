package org.gateway4j.contract.onerequest;

import java.io.IOException;
import java.util.Map;
import org.gateway4j.contract.PeerSocket;
import org.gateway4j.contract.SocketApplication;

/** A well-behaved application that serves one request on each connection. */
public final class OneRequestApplication extends SocketApplication {

    /** How an application reads the variables of a request, and what it writes before a status. */
    public interface Dialect {

        /**
         * {@return the variables of a request}
         *
         * @param socket read up to the first byte of the body
         * @throws IOException if the connection ends before
         */
        Map<String, String> readVariables(PeerSocket socket) throws IOException;

        /** {@return what comes before the three digits of a status in the first line of an answer} */
        String beforeStatus();
    }

    private final Dialect dialect;

    /**
     * One that does not listen yet.
     *
     * @param dialect what it speaks
     */
    public OneRequestApplication(Dialect dialect) {
        this.dialect = dialect;
    }

    @Override
    protected void serve(PeerSocket socket) throws Exception {
        OneRequestCall call = new OneRequestCall(socket, dialect.readVariables(socket), dialect.beforeStatus());
        serve(call);
        call.end();
    }
}
