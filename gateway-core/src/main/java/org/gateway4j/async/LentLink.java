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

    private enum State {
        /** Also while the outcome is known and not yet told. */
        CONNECTING,
        CONNECTED,
        CLOSED
    }

    private final SelectorLoop lender;
    private final EventLoop borrower;
    private final LinkHandler handler;
    private final JoinedWrite joined = new JoinedWrite();
    private final Watch watch = new Watch();
    private @Nullable SocketChannel channel;
    private State state = State.CONNECTING;

    /** What to watch for. */
    private int wanted;

    /** What the lender watches for, until it finds something. */
    private int asked;

    /** Tells what the lender has found for the latest question from what it had found before. */
    private int question;

    private LentLink(SelectorLoop lender, EventLoop borrower, LinkHandler handler) {
        this.lender = lender;
        this.borrower = borrower;
        this.handler = handler;
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
                onBorrower(this::tellConnected);
            } else {
                want(SelectionKey.OP_CONNECT);
            }
        } catch (IOException e) {
            release();
            onBorrower(() -> tellFailed(e));
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

    private void tellConnected() {
        if (state == State.CONNECTING) {
            state = State.CONNECTED;
            handler.connected();
        }
    }

    private void tellFailed(IOException failure) {
        if (state == State.CONNECTING) {
            state = State.CLOSED;
            handler.failed(failure);
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
        if (state == State.CONNECTING) {
            finishConnect();
        } else if (state == State.CONNECTED) {
            tellReady(found & wanted);
        }
        if (state != State.CLOSED) {
            want(wanted);
        }
    }

    private void finishConnect() {
        try {
            if (opened().finishConnect()) {
                wanted = 0;
                tellConnected();
            }
        } catch (IOException e) {
            release();
            tellFailed(e);
        }
    }

    private void tellReady(int found) {
        if (found == 0) {
            return;
        }
        try {
            handler.ready((found & SelectionKey.OP_READ) != 0, (found & SelectionKey.OP_WRITE) != 0);
        } catch (RuntimeException | Error e) {
            SelectorLoop.report("the handler of a link failed, which is closed", e);
            close();
        }
    }

    /** Closes the link because the borrower ends, and tells the handler. Nothing happens if the link is closed. */
    public void end() {
        State last = state;
        release();
        if (last == State.CONNECTING) {
            tellFailed(new ClosedChannelException());
        } else if (last == State.CONNECTED) {
            state = State.CLOSED;
            tellReady(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
    }

    private SocketChannel opened() throws ClosedChannelException {
        SocketChannel present = channel;
        if (present == null || state == State.CLOSED) {
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
        if (state == State.CONNECTING && channel != null) {
            throw new NotYetConnectedException();
        }
        if (state == State.CONNECTED) {
            want((read ? SelectionKey.OP_READ : 0) | (write ? SelectionKey.OP_WRITE : 0));
        }
    }

    @Override
    public void close() {
        state = State.CLOSED;
        release();
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
