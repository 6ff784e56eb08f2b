package org.gateway4j.host.undertow;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NotYetConnectedException;
import java.util.Objects;
import org.gateway4j.async.Link;
import org.gateway4j.async.LinkHandler;
import org.gateway4j.async.LinkLifecycle;
import org.jspecify.annotations.Nullable;
import org.xnio.IoFuture;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.channels.BoundChannel;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;

/** A TCP connection of XNIO. */
final class XnioLink implements Link {

    private static final OptionMap OPTIONS = OptionMap.create(Options.TCP_NODELAY, true);

    private final XnioLoop loop;
    private final LinkLifecycle life;
    private @Nullable IoFuture<StreamConnection> connecting;
    private @Nullable StreamConnection connection;
    private boolean reading;
    private boolean writing;

    XnioLink(XnioLoop loop, LinkHandler handler) {
        this.loop = loop;
        this.life = new LinkLifecycle(handler, this::release);
    }

    /** The handler hears of the outcome after this method returns. */
    void connect(SocketAddress address) throws IOException {
        if (!(address instanceof InetSocketAddress)) {
            throw new IOException(
                    address instanceof UnixDomainSocketAddress
                            ? "XNIO has no Unix domain sockets, and its loop was made without a SelectorLoop that has"
                            : "XNIO cannot reach addresses like " + address);
        }
        IoFuture<StreamConnection> outcome =
                loop.thread().openStreamConnection(address, this::opened, this::bound, OPTIONS);
        connecting = outcome;
        if (outcome.getStatus() == IoFuture.Status.FAILED) {
            throw outcome.getException();
        }
    }

    /** There is a socket, which is to be connected next. Its close is the only news of a failure that comes without an executor. */
    private void bound(BoundChannel channel) {
        StreamConnection bound = (StreamConnection) channel;
        connection = bound;
        bound.getCloseSetter().set(closed -> closed());
    }

    private void opened(StreamConnection opened) {
        opened.getSourceChannel().getReadSetter().set(this::readable);
        opened.getSinkChannel().getWriteSetter().set(this::writable);
        life.connected();
    }

    private void closed() {
        IoFuture<StreamConnection> outcome = connecting;
        if (life.isConnecting() && outcome != null && outcome.getStatus() == IoFuture.Status.FAILED) {
            life.failed(outcome.getException());
        } else {
            end();
        }
    }

    /** Gives up; the handler is told later. */
    void fail(IOException failure) {
        release();
        loop.execute(() -> life.failed(failure));
    }

    private void readable(ConduitStreamSourceChannel source) {
        if (reading) {
            life.ready(true, false);
        }
        // XNIO stops watching for more at the end, which stays readable.
        if (reading && !source.isReadResumed()) {
            source.resumeReads();
        }
    }

    private void writable(ConduitStreamSinkChannel sink) {
        if (writing) {
            life.ready(false, true);
        }
    }

    /** Tells the handler that the connection is closed. Nothing happens if the link was closed before. */
    void end() {
        life.end();
    }

    private StreamConnection opened() throws ClosedChannelException {
        if (life.isClosed()) {
            throw new ClosedChannelException();
        }
        return Objects.requireNonNull(connection, "the link is not connected");
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return opened().getSourceChannel().read(target);
    }

    @Override
    public long write(ByteBuffer[] sources) throws IOException {
        return loop.joined().write(opened().getSinkChannel(), sources, sources.length);
    }

    @Override
    public void interest(boolean read, boolean write) {
        StreamConnection present = connection;
        if (life.isClosed() || present == null) {
            return;
        }
        if (life.isConnecting()) {
            throw new NotYetConnectedException();
        }
        if (read != reading) {
            reading = read;
            watchForReads(present.getSourceChannel());
        }
        if (write != writing) {
            writing = write;
            watchForWrites(present.getSinkChannel());
        }
    }

    private void watchForReads(ConduitStreamSourceChannel source) {
        if (reading) {
            source.resumeReads();
        } else {
            source.suspendReads();
        }
    }

    private void watchForWrites(ConduitStreamSinkChannel sink) {
        if (writing) {
            sink.resumeWrites();
        } else {
            sink.suspendWrites();
        }
    }

    @Override
    public void close() {
        life.close();
    }

    private void release() {
        reading = false;
        writing = false;
        IoUtils.safeClose(connection);
        connection = null;
    }
}
