package org.gateway4j.async;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.RejectedExecutionException;
import org.gateway4j.internal.wire.JoinedWrite;
import org.gateway4j.internal.wire.NonBlockingSocket;
import org.jspecify.annotations.Nullable;

/**
 * A link for a loop that has no sockets of the kind that an address needs, such as Unix domain sockets. A {@link SelectorLoop} watches
 * the socket; the borrowing loop reads and writes it. So only the news that it is ready crosses from one thread to the other.
 */
public final class LentLink implements Link {

    private final SelectorLoop lender;
    private final EventLoop borrower;
    private final LinkLifecycle life;
    private final JoinedWrite joined = new JoinedWrite();
    private final Watch watch = new Watch();
    private @Nullable SocketChannel channel;

    /** What to watch for. */
    private int wanted;

    /** What the lender watches for, until it finds something. */
    private int asked;

    /** Tells what the lender has found for the latest question from what it had found before. */
    private int question;

    private LentLink(SelectorLoop lender, EventLoop borrower, LinkHandler handler) {
        this.lender = lender;
        this.borrower = borrower;
        this.life = new LinkLifecycle(handler, this::release);
    }

    /**
     * Begins to connect. Must be called on the borrower, as all other methods.
     *
     * @param lender what watches the socket
     * @param borrower what the link belongs to
     * @param address a resolved {@link java.net.InetSocketAddress} or a {@link java.net.UnixDomainSocketAddress}
     * @param handler hears of everything that happens, on the borrower, never before this method returns
     * @return the link
     * @throws java.nio.channels.UnresolvedAddressException if the address is not resolved
     */
    public static LentLink connect(
            SelectorLoop lender, EventLoop borrower, SocketAddress address, LinkHandler handler) {
        LentLink link = new LentLink(lender, borrower, handler);
        link.connect(address);
        return link;
    }

    private void connect(SocketAddress address) {
        try {
            SocketChannel opened = NonBlockingSocket.open(address);
            channel = opened;
            if (NonBlockingSocket.connect(opened, address)) {
                onBorrower(life::connected);
            } else {
                want(SelectionKey.OP_CONNECT);
            }
        } catch (IOException e) {
            release();
            onBorrower(() -> life.failed(e));
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void onBorrower(Runnable task) {
        try {
            borrower.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }

    private void want(int operations) {
        wanted = operations;
        if ((wanted & ~asked) != 0) {
            ask(++question);
        }
    }

    private void ask(int number) {
        SocketChannel present = channel;
        if (present == null) {
            return;
        }
        int operations = wanted;
        asked = operations;
        try {
            lender.execute(() -> watch.begin(present, operations, number));
        } catch (RejectedExecutionException e) {
            onBorrower(this::end);
        }
    }

    private void told(int found, int number) {
        if (number != question) {
            return;
        }
        asked = 0;
        if (life.isConnecting()) {
            finishConnect();
        } else {
            tellReady(found & wanted);
        }
        if (!life.isClosed()) {
            want(wanted);
        }
    }

    private void finishConnect() {
        try {
            if (opened().finishConnect()) {
                wanted = 0;
                life.connected();
            }
        } catch (IOException e) {
            life.failed(e);
        }
    }

    private void tellReady(int found) {
        if (found != 0) {
            life.ready((found & SelectionKey.OP_READ) != 0, (found & SelectionKey.OP_WRITE) != 0);
        }
    }

    /** Closes the link because the borrower ends, and tells the handler. Nothing happens if the link is closed. */
    public void end() {
        life.end();
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
        return joined.write(opened(), sources, sources.length);
    }

    @Override
    public void interest(boolean read, boolean write) {
        if (life.isConnecting() && channel != null) {
            throw new NotYetConnectedException();
        }
        if (life.isConnected()) {
            want((read ? SelectionKey.OP_READ : 0) | (write ? SelectionKey.OP_WRITE : 0));
        }
    }

    @Override
    public void close() {
        life.close();
    }

    private void release() {
        SocketChannel present = channel;
        channel = null;
        if (present == null) {
            return;
        }
        try {
            present.close();
        } catch (IOException e) {
            // The descriptor is gone in any case.
        }
        try {
            // A selector gives descriptors back on its own thread.
            lender.execute(() -> {});
        } catch (RejectedExecutionException e) {
            // It has given all of them back.
        }
    }

    /** The lender's half: what its selector watches. */
    private final class Watch implements Selected {

        private @Nullable SelectionKey key;
        private int answering;

        void begin(SocketChannel watched, int operations, int number) {
            answering = number;
            try {
                if (key == null) {
                    key = watched.register(lender.selector(), operations, this);
                } else {
                    key.interestOps(operations);
                }
            } catch (ClosedChannelException | CancelledKeyException e) {
                // The borrower has closed it meanwhile.
            }
        }

        @Override
        public void ready() {
            SelectionKey selected = key;
            if (selected == null || !selected.isValid()) {
                return;
            }
            int found = selected.readyOps() & selected.interestOps();
            int number = answering;
            selected.interestOps(0);
            onBorrower(() -> told(found, number));
        }

        @Override
        public void end() {
            onBorrower(LentLink.this::end);
        }
    }
}
