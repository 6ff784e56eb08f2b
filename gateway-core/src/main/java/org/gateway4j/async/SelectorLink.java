package org.gateway4j.async;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import org.gateway4j.internal.wire.SendBuffers;
import org.jspecify.annotations.Nullable;

/** A socket on a {@link SelectorLoop}. */
final class SelectorLink implements Link {

    private final SelectorLoop loop;
    private final LinkHandler handler;
    private @Nullable SocketChannel channel;
    private @Nullable SelectionKey key;
    private boolean connected;
    private boolean closed;

    SelectorLink(SelectorLoop loop, LinkHandler handler) {
        this.loop = loop;
        this.handler = handler;
    }

    /** The handler hears of the outcome after this method returns. */
    void connect(Selector selector, SocketAddress address) {
        try {
            SocketChannel opened = open(address);
            channel = opened;
            opened.configureBlocking(false);
            boolean atOnce = opened.connect(address);
            key = opened.register(selector, atOnce ? 0 : SelectionKey.OP_CONNECT, this);
            if (atOnce) {
                loop.execute(this::tellConnected);
            }
        } catch (UnsupportedAddressTypeException e) {
            fail(new IOException("this machine cannot reach addresses like " + address, e));
        } catch (IOException e) {
            fail(e);
        }
    }

    private static SocketChannel open(SocketAddress address) throws IOException {
        if (address instanceof UnixDomainSocketAddress) {
            SocketChannel unix = SocketChannel.open(StandardProtocolFamily.UNIX);
            SendBuffers.enlarge(unix);
            return unix;
        }
        return SocketChannel.open().setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    private void fail(IOException failure) {
        release();
        loop.execute(() -> {
            if (!closed) {
                closed = true;
                handler.failed(failure);
            }
        });
    }

    private void tellConnected() {
        if (!closed) {
            connected = true;
            handler.connected();
        }
    }

    void ready(SelectionKey selected) {
        if (!selected.isValid()) {
            return;
        }
        if (connected) {
            handler.ready(selected.isReadable(), selected.isWritable());
        } else if (selected.isConnectable()) {
            finishConnect(selected);
        }
    }

    private void finishConnect(SelectionKey selected) {
        try {
            open().finishConnect();
            selected.interestOps(0);
            tellConnected();
        } catch (IOException e) {
            release();
            closed = true;
            handler.failed(e);
        }
    }

    private SocketChannel open() throws ClosedChannelException {
        SocketChannel present = channel;
        if (present == null || closed) {
            throw new ClosedChannelException();
        }
        return present;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return open().read(target);
    }

    @Override
    public long write(ByteBuffer[] sources) throws IOException {
        return loop.write(open(), sources);
    }

    @Override
    public void interest(boolean read, boolean write) {
        SelectionKey present = key;
        if (present == null || !present.isValid()) {
            return;
        }
        int wanted = (read ? SelectionKey.OP_READ : 0) | (write ? SelectionKey.OP_WRITE : 0);
        if (present.interestOps() != wanted) {
            present.interestOps(wanted);
        }
    }

    @Override
    public void close() {
        closed = true;
        release();
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
    void end() {
        boolean told = closed;
        close();
        if (told) {
            return;
        }
        if (connected) {
            handler.ready(true, true);
        } else {
            handler.failed(new ClosedChannelException());
        }
    }
}
