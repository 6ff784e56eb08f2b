package org.gateway4j.supervisor.internal;

import java.io.IOException;
import org.gateway4j.GatewayCall;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;

/** A call that is refused while there is no hope for a process. */
public final class SupervisedCall implements GatewayCall {

    /** Says whether a call makes sense. */
    public interface Check {

        /** Returns if it does. */
        void run() throws GatewayException;
    }

    private final GatewayCall call;
    private final GatewayRequest request;
    private final Check check;

    /** A call that has not begun. */
    public SupervisedCall(GatewayCall call, GatewayRequest request, Check check) {
        this.call = call;
        this.request = request;
        this.check = check;
    }

    @Override
    public GatewayResponse dispatch() throws GatewayException {
        boolean accepted = isCancelled();
        try {
            if (!accepted) {
                check.run();
                accepted = true;
            }
        } finally {
            if (!accepted) {
                closeBody();
            }
        }
        return call.dispatch();
    }

    private void closeBody() {
        try {
            request.body().close();
        } catch (IOException e) {
            // It was not wanted.
        }
    }

    @Override
    public void cancel() {
        call.cancel();
    }

    @Override
    public boolean isCancelled() {
        return call.isCancelled();
    }
}
