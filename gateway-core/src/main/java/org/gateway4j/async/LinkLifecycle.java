package org.gateway4j.async;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;

/**
 * The life of a {@link Link}, for whoever implements one for a kind of event loop: the handler hears of one outcome of connecting,
 * and of nothing once the link is closed. Only the loop of the link may use it. What it tells the handler, it tells at once, so the
 * caller sees to it that nothing is told before {@link EventLoop#connect} returns.
 */
public final class LinkLifecycle {

    private enum State {
        /** Also while the outcome is known and not yet told. */
        CONNECTING,
        CONNECTED,
        CLOSED
    }

    private final LinkHandler handler;
    private final Runnable release;
    private State state = State.CONNECTING;

    /**
     * The life of a link that begins to connect.
     *
     * @param handler hears of what happens
     * @param release gives back what the link holds; it may be called more than once
     */
    public LinkLifecycle(LinkHandler handler, Runnable release) {
        this.handler = handler;
        this.release = release;
    }

    /**
     * Whether the handler has heard of no outcome yet.
     *
     * @return true until then, unless the link was closed
     */
    public boolean isConnecting() {
        return state == State.CONNECTING;
    }

    /**
     * Whether the link can be read and written.
     *
     * @return true from the outcome to the close
     */
    public boolean isConnected() {
        return state == State.CONNECTED;
    }

    /**
     * Whether the link was closed, or could not be connected.
     *
     * @return true from then on
     */
    public boolean isClosed() {
        return state == State.CLOSED;
    }

    /** Tells the handler that the link is connected, unless it heard of an outcome or the link was closed. */
    public void connected() {
        if (state == State.CONNECTING) {
            state = State.CONNECTED;
            handler.connected();
        }
    }

    /**
     * Releases the link, and tells the handler that it could not be connected, unless it heard of an outcome or the link was closed.
     *
     * @param failure why
     */
    public void failed(IOException failure) {
        release.run();
        if (state == State.CONNECTING) {
            state = State.CLOSED;
            handler.failed(failure);
        }
    }

    /**
     * Tells the handler what a connected link is ready for. A handler that throws loses its link.
     *
     * @param readable whether it can be read
     * @param writable whether it can be written
     */
    public void ready(boolean readable, boolean writable) {
        if (state == State.CONNECTED) {
            tellReady(readable, writable);
        }
    }

    private void tellReady(boolean readable, boolean writable) {
        try {
            handler.ready(readable, writable);
        } catch (RuntimeException | Error e) {
            SelectorLoop.report("the handler of a link failed, which is closed", e);
            close();
        }
    }

    /** Releases the link. The handler hears of nothing more. */
    public void close() {
        state = State.CLOSED;
        release.run();
    }

    /** Releases the link because its loop ends, and tells the handler. Nothing happens if the link was closed before. */
    public void end() {
        State last = state;
        if (last == State.CONNECTING) {
            failed(new ClosedChannelException());
        } else if (last == State.CONNECTED) {
            close();
            tellReady(true, true);
        }
    }
}
