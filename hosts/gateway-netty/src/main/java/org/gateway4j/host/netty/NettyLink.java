package org.gateway4j.host.netty;

import io.netty.channel.IoRegistration;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NotYetConnectedException;
import org.gateway4j.async.Link;
import org.gateway4j.async.LinkHandler;
import org.gateway4j.async.LinkLifecycle;
import org.jspecify.annotations.Nullable;

/** A socket on a {@link NettyLoop}. */
final class NettyLink implements Link, LinkSocket.Events {

    private final NettyLoop loop;
    private final LinkLifecycle life;
    private final Runnable hook = this::ended;
    private @Nullable LinkSocket socket;
    private @Nullable IoRegistration registration;
    private boolean reading;
    private boolean writing;

    NettyLink(NettyLoop loop, LinkHandler handler) {
        this.loop = loop;
        this.life = new LinkLifecycle(handler, this::release);
    }

    /** The handler hears of the outcome after this method returns. */
    void connect(SocketAddress address) {
        try {
            LinkSocket opened = loop.sockets().open(address, this);
            socket = opened;
            boolean atOnce = opened.connect(address);
            IoRegistration registered = register(opened);
            if (atOnce) {
                loop.execute(life::connected);
            } else {
                registered.submit(opened.opsToConnect());
            }
        } catch (IOException e) {
            fail(e);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private IoRegistration register(LinkSocket opened) throws IOException {
        Future<IoRegistration> registering = loop.netty().register(opened);
        IoRegistration registered = registering.getNow();
        if (registered == null) {
            throw new IOException("the event loop takes no socket", registering.cause());
        }
        registration = registered;
        // A loop that ends without delay may leave sockets alone that were registered last.
        if (loop.netty() instanceof SingleThreadEventExecutor executor) {
            executor.addShutdownHook(hook);
        }
        return registered;
    }

    /** Gives up; the handler is told later. */
    private void fail(IOException failure) {
        release();
        loop.execute(() -> life.failed(failure));
    }

    private void finishConnect() {
        try {
            if (!opened().finishConnect()) {
                return;
            }
            watch(false, false);
        } catch (IOException e) {
            life.failed(e);
            return;
        }
        life.connected();
    }

    @Override
    public void ready(boolean readable, boolean writable) {
        if (life.isConnected()) {
            readyAsWanted(readable, writable);
        } else if (life.isConnecting() && writable) {
            finishConnect();
        }
    }

    private void readyAsWanted(boolean readable, boolean writable) {
        boolean read = readable && reading;
        boolean write = writable && writing;
        if (read || write) {
            life.ready(read, write);
        } else if (!reading && !writing) {
            // The kernel tells of a broken connection unasked, until it is told to be silent.
            watch(false, false);
        }
    }

    /** Tells the handler that the socket is closed. */
    @Override
    public void ended() {
        life.end();
    }

    private LinkSocket opened() throws ClosedChannelException {
        LinkSocket present = socket;
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
        return opened().write(sources, loop.joined());
    }

    @Override
    public void interest(boolean read, boolean write) {
        if (life.isConnecting() && registration != null) {
            throw new NotYetConnectedException();
        }
        if (life.isConnected() && (read != reading || write != writing)) {
            reading = read;
            writing = write;
            watch(read, write);
        }
    }

    private void watch(boolean read, boolean write) {
        if (socket != null && registration != null) {
            registration.submit(socket.ops(read, write));
        }
    }

    @Override
    public void close() {
        life.close();
    }

    private void release() {
        LinkSocket present = socket;
        socket = null;
        if (present == null) {
            return;
        }
        try {
            present.release();
        } catch (IOException e) {
            // The descriptor is gone in any case.
        }
        if (registration != null) {
            registration.cancel();
            if (loop.netty() instanceof SingleThreadEventExecutor executor) {
                executor.removeShutdownHook(hook);
            }
        }
    }
}
