package org.gateway4j.internal.wire;

import java.io.IOException;
import java.io.InputStream;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A connected socket. */
public final class SocketWire extends Wire {

    /** Whether the stream of a Unix domain channel tells how much is unread; before JDK 19 it always tells 0. */
    private static final boolean CHANNELS_TELL_UNREAD = Runtime.version().feature() >= 19;

    private final SocketChannel channel;
    private final Watchdog watchdog;
    private final JoinedWrite joined = new JoinedWrite();

    private final boolean internet;

    private @Nullable InputStream unread;
    private volatile @Nullable Selector selector;

    /** Around a channel that need not be connected yet. */
    SocketWire(SocketChannel channel, Watchdog watchdog) {
        super(watchdog);
        this.channel = channel;
        this.internet = channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY);
        this.watchdog = watchdog;
        watchdog.watch(this);
    }

    @Override
    protected void ended() {
        watchdog.forget(this);
        try {
            channel.close();
        } catch (IOException e) {
            // The descriptor is gone in any case.
        }
        wakeUp();
    }

    @Override
    public void wakeUp() {
        Selector waiting = selector;
        if (waiting != null) {
            waiting.wakeup();
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        try {
            return channel.read(target);
        } catch (OutOfMemoryError e) {
            throw ExhaustedException.noMemory(e);
        }
    }

    @Override
    public long write(ByteBuffer[] sources, int count) throws IOException {
        try {
            return selector != null ? channel.write(sources, 0, count) : writeAll(sources, count);
        } catch (OutOfMemoryError e) {
            throw ExhaustedException.noMemory(e);
        }
    }

    /** Not joined in duplex, where a socket often takes a part only and the rest would be copied again. */
    private long writeAll(ByteBuffer[] sources, int count) throws IOException {
        long written = 0;
        do {
            written += joined.write(channel, sources, count);
        } while (anyRemaining(sources, count));
        return written;
    }

    @Override
    public void startDuplex() throws IOException {
        Selector opened = openSelector();
        selector = opened;
        channel.configureBlocking(false);
        channel.register(opened, 0);
    }

    private static Selector openSelector() throws ExhaustedException {
        try {
            return Selector.open();
        } catch (IOException e) {
            throw new ExhaustedException("no selector to be had: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean awaitProgress(boolean writing) throws IOException {
        Selector waiting = selector;
        SelectionKey key = waiting == null ? null : channel.keyFor(waiting);
        if (waiting == null || key == null) {
            throw new ClosedChannelException();
        }
        try {
            return awaitProgress(waiting, key, writing);
        } catch (CancelledKeyException e) {
            throw new AsynchronousCloseException();
        }
    }

    private boolean awaitProgress(Selector waiting, SelectionKey key, boolean writing) throws IOException {
        key.interestOps(writing ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        waiting.select(ready -> {});
        if (Thread.currentThread().isInterrupted()) {
            abort();
            throw new ClosedByInterruptException();
        }
        if (state() != State.OPEN) {
            throw new ClosedChannelException();
        }
        return key.isReadable();
    }

    @Override
    public void endDuplex() throws IOException {
        releaseSelector();
        channel.configureBlocking(true);
    }

    @Override
    public void releaseSelector() {
        Selector used = selector;
        selector = null;
        try {
            if (used != null) {
                used.close();
            }
        } catch (IOException e) {
            // Its descriptors are gone in any case.
        }
    }

    @Override
    public boolean isQuiet() {
        try {
            channel.configureBlocking(false);
            int count = channel.read(joined.scratch(1));
            channel.configureBlocking(true);
            return count == 0;
        } catch (IOException | OutOfMemoryError e) {
            return false;
        }
    }

    @Override
    public boolean hasUnread() {
        if (!internet && !CHANNELS_TELL_UNREAD) {
            return super.hasUnread();
        }
        try {
            return unread().available() > 0;
        } catch (IOException e) {
            return true;
        }
    }

    /** A stream that tells in one system call how much is unread; available once the channel is connected. */
    private InputStream unread() throws IOException {
        InputStream stream = unread;
        if (stream == null) {
            stream = internet ? channel.socket().getInputStream() : Channels.newInputStream(channel);
            unread = stream;
        }
        return stream;
    }

    @Override
    public ByteBuffer newBuffer(int size) throws ExhaustedException {
        try {
            return ByteBuffer.allocateDirect(size);
        } catch (OutOfMemoryError e) {
            throw ExhaustedException.noMemory(e);
        }
    }
}
