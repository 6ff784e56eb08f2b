package org.gateway4j.async;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.gateway4j.internal.wire.NonBlockingSocket;
import org.jspecify.annotations.Nullable;

/** A socket on a {@link SelectorLoop}. */
final class SelectorLink implements Link, Selected {

    private final SelectorLoop loop;
    private final LinkLifecycle life;
    private @Nullable SocketChannel channel;
    private @Nullable SelectionKey key;

    SelectorLink(SelectorLoop loop, LinkHandler handler) {
        this.loop = loop;
        this.life = new LinkLifecycle(handler, this::release);
    }

    /** The handler hears of the outcome after this method returns. */
    void connect(Selector selector, SocketAddress address) {
        try {
            SocketChannel opened = NonBlockingSocket.open(address);
            channel = opened;
            boolean atOnce = NonBlockingSocket.connect(opened, address);
            key = opened.register(selector, atOnce ? 0 : SelectionKey.OP_CONNECT, this);
            if (atOnce) {
                loop.execute(life::connected);
            }
        } catch (IOException e) {
            fail(e);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** Gives up; the handler is told later. */
    void fail(IOException failure) {
        release();
        loop.execute(() -> life.failed(failure));
    }

    /** What was asked for may be another thing by now, and the link may be closed. */
    @Override
    public void ready() {
        SelectionKey selected = key;
        if (selected == null || !selected.isValid()) {
            return;
        }
        int found = selected.readyOps() & selected.interestOps();
        if ((found & SelectionKey.OP_CONNECT) != 0) {
            finishConnect(selected);
        } else if (found != 0) {
            life.ready((found & SelectionKey.OP_READ) != 0, (found & SelectionKey.OP_WRITE) != 0);
        }
    }

    private void finishConnect(SelectionKey selected) {
        try {
            if (!opened().finishConnect()) {
                return;
            }
            selected.interestOps(0);
        } catch (IOException e) {
            life.failed(e);
            return;
        }
        life.connected();
    }

    private SocketChannel opened() throws ClosedChannelException {
        SocketChannel present = channel;
        if (present == null || life.isClosed()) {
            throw new ClosedChannelException();
        }
        return present;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return opened().read(target);
    }

    @Override
    public long write(ByteBuffer[] sources) throws IOException {
        return loop.write(opened(), sources);
    }

    @Override
    public void interest(boolean read, boolean write) {
        SelectionKey present = key;
        if (present == null || !present.isValid()) {
            return;
        }
        if (life.isConnecting()) {
            throw new NotYetConnectedException();
        }
        int wanted = (read ? SelectionKey.OP_READ : 0) | (write ? SelectionKey.OP_WRITE : 0);
        if (present.interestOps() != wanted) {
            present.interestOps(wanted);
        }
    }

    @Override
    public void close() {
        life.close();
    }

    private void release() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // The descriptor is gone in any case.
        }
    }

    /** Tells the handler, when the loop ends, that the channel is closed. */
    @Override
    public void end() {
        life.end();
    }
}
