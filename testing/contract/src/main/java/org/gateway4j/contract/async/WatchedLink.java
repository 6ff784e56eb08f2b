package org.gateway4j.contract.async;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.gateway4j.async.Link;
import org.gateway4j.async.LinkHandler;
import org.jspecify.annotations.Nullable;

/** A link of a {@link WatchedLoop}, between a gateway and the loop. */
final class WatchedLink implements Link, LinkHandler {

    private enum State {
        CONNECTING,
        CONNECTED,
        CLOSED
    }

    private final WatchedLoop loop;
    private final LinkHandler handler;
    private @Nullable Link link;
    private State state = State.CONNECTING;

    WatchedLink(WatchedLoop loop, LinkHandler handler) {
        this.loop = loop;
        this.handler = handler;
    }

    void over(Link connecting) {
        link = connecting;
    }

    private Link used(String call) {
        loop.expect(loop.mayBeUsedHere(), call + " was called by another thread");
        loop.expect(state != State.CONNECTING, call + " was called before the link was connected");
        return link();
    }

    private Link link() {
        return Objects.requireNonNull(link, "connect has not returned");
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        loop.expect(target.hasRemaining(), "read was called for nothing");
        return used("read").read(target);
    }

    @Override
    public long write(ByteBuffer[] sources) throws IOException {
        return used("write").write(sources);
    }

    @Override
    public void interest(boolean read, boolean write) {
        used("interest").interest(read, write);
    }

    @Override
    public void close() {
        loop.expect(loop.mayBeUsedHere(), "close was called by another thread");
        closed();
        link().close();
    }

    private void closed() {
        if (state != State.CLOSED) {
            state = State.CLOSED;
            loop.linkClosed();
        }
    }

    @Override
    public void connected() {
        state = State.CONNECTED;
        loop.guarded(handler::connected);
    }

    @Override
    public void failed(IOException failure) {
        closed();
        loop.guarded(() -> handler.failed(failure));
    }

    @Override
    public void ready(boolean readable, boolean writable) {
        loop.expect(state == State.CONNECTED, "ready was called of a link that is " + state);
        loop.guarded(() -> handler.ready(readable, writable));
    }
}
