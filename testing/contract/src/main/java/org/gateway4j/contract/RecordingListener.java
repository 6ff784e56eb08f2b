package org.gateway4j.contract;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayListener;
import org.gateway4j.GatewayRequest;

/** Notes what it is told, one line for each call. */
public class RecordingListener implements GatewayListener {

    private final List<String> events = new CopyOnWriteArrayList<>();

    /** Has been told nothing. */
    public RecordingListener() {}

    /** {@return the lines so far} */
    public final List<String> events() {
        return List.copyOf(events);
    }

    /**
     * Called with each line; an override may throw.
     *
     * @param event the name of the method, and what it was told
     */
    protected void note(String event) {
        events.add(event);
    }

    @Override
    public void requestStarted(GatewayRequest request) {
        note("requestStarted");
    }

    @Override
    public void requestSpooled(GatewayRequest request, long bytes) {
        note("requestSpooled " + bytes);
    }

    @Override
    public void connectionAcquired(GatewayRequest request, long connectionId, boolean reused, long waitedNanos) {
        note("connectionAcquired " + connectionId + (reused ? " reused" : ""));
    }

    @Override
    public void requestRetried(GatewayRequest request, GatewayException failure) {
        note("requestRetried " + failure.getClass().getSimpleName());
    }

    @Override
    public void requestSent(GatewayRequest request, long bodyBytes) {
        note("requestSent " + bodyBytes);
    }

    @Override
    public void applicationError(GatewayRequest request, String text) {
        note("applicationError " + text);
    }

    @Override
    public void responseHead(GatewayRequest request, int status) {
        note("responseHead " + status);
    }

    @Override
    public void responseEnded(GatewayRequest request, long bodyBytes, boolean complete) {
        note("responseEnded " + bodyBytes + (complete ? " complete" : ""));
    }

    @Override
    public void requestFailed(GatewayRequest request, GatewayException failure) {
        note("requestFailed " + failure.getClass().getSimpleName());
    }

    @Override
    public void connectionOpened(long connectionId, long nanos) {
        note("connectionOpened " + connectionId);
    }

    @Override
    public void connectionClosed(long connectionId, CloseReason reason, long lifetimeNanos) {
        note("connectionClosed " + connectionId + " " + reason);
    }
}
