package org.gateway4j.internal.body;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestBody;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.internal.protocol.BodyFacts;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request's body as it is sent: the host's own, or a copy of it in memory or a spool file. Owns both and closes each
 * once, when no attempt to send it will follow; but a {@link SharedBody} owns its copy itself. Used by the thread that drives the
 * exchange.
 */
public final class OutgoingBody implements BodyFacts {

    /** Bodies up to this size leave in one write with the head, so they are read before a connection is taken. */
    public static final int INLINE = 56 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(OutgoingBody.class);

    private final RequestBody source;
    private final String backend;
    private final SourceThreads threads;
    private volatile @Nullable SourceReader reader;
    private @Nullable WholeCopy copy;
    private boolean fileHandedOver = true;
    private boolean touched;
    private boolean closed;
    private volatile boolean aborted;

    /**
     * A body that is sent as it is unless {@link #readAhead} changes that.
     *
     * @param threads where it is read while it blocks
     */
    public OutgoingBody(RequestBody source, String backend, SourceThreads threads) {
        this.threads = threads;
        this.source = source;
        this.backend = backend;
    }

    /**
     * What is to be done with the body before it is sent.
     *
     * @throws RequestRejectedException if it is refused because of its length
     */
    public ReadAhead.Plan plan(ReadAhead ahead, GatewayRequest request) throws RequestRejectedException {
        return copy == null ? ahead.plan(source, request) : ReadAhead.Plan.SEND;
    }

    /**
     * Reads the body.
     *
     * @param plan into what, as {@link #plan} said
     * @param patience how long that may take
     */
    public void readAhead(ReadAhead ahead, ReadAhead.Plan plan, ReadAhead.Patience patience) throws GatewayException {
        switch (plan) {
            case SEND -> {}
            case READ -> copied(new WholeCopy(ahead.read((int) source.length(), reader(), patience), null));
            case SPOOL -> copied(spool(ahead, patience));
        }
    }

    private WholeCopy spool(ReadAhead ahead, ReadAhead.Patience patience) throws GatewayException {
        SpoolQuota.Share share = ahead.share();
        WholeCopy spooled = null;
        try {
            spooled = new WholeCopy(ahead.spool(source.length(), reader(), share, patience), share);
            return spooled;
        } finally {
            if (spooled == null) {
                share.close();
            }
        }
    }

    private void copied(WholeCopy whole) {
        copy = whole;
        if (source instanceof SharedBody shared) {
            shared.keep(whole);
        }
    }

    /** What to say of a body that ended early. */
    public static String shorterMessage(long actual, long expected) {
        return "request body ended after " + actual + " of " + expected + " bytes";
    }

    private RequestBody current() {
        return copy == null ? source : copy;
    }

    /** Whether the gateway that is to send it hands files over. */
    public void handFileOver(boolean value) {
        fileHandedOver = value;
    }

    @Override
    public @Nullable String file() {
        return fileHandedOver && copy != null ? copy.file() : null;
    }

    @Override
    public long length() {
        return current().length();
    }

    /** The whole body if it is in memory. */
    public @Nullable ByteBuffer inMemory() {
        ByteBuffer whole = current().inMemory();
        return whole == null ? null : whole.slice();
    }

    /**
     * Reads what is at hand.
     *
     * @param wakeUp run by another thread when it is worth to poll again; the one given last counts
     * @return the number of bytes, 0 if there are none now, or -1 at the end
     */
    public int poll(ByteBuffer target, Runnable wakeUp) throws IOException {
        touched = true;
        return copy == null ? reader().poll(target, wakeUp) : copy.read(target);
    }

    private SourceReader reader() {
        SourceReader made = reader;
        if (made == null) {
            made = new SourceReader(source, threads);
            reader = made;
            if (aborted) {
                made.abort();
            }
        }
        return made;
    }

    /** Whether it can be sent from its first byte. */
    public boolean canBeSentAgain() {
        return !touched || current().replayable();
    }

    /** Whether it goes out while it is read and so may not be repeatable. */
    public boolean isStreamed() {
        return !current().replayable();
    }

    /** Goes back to the first byte. */
    public void rewind() throws IOException {
        if (!touched) {
            return;
        }
        if (copy == null) {
            reader().rewind();
        } else {
            copy.rewind();
        }
    }

    /** Ends the wait of a thread that reads it ahead. From any thread. */
    public void abort() {
        aborted = true;
        SourceReader read = reader;
        if (read != null) {
            read.abort();
        }
    }

    /** Closes the body. Only the first call does something. */
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (copy != null && !(source instanceof SharedBody)) {
            close(copy);
        }
        if (reader == null) {
            close(source);
        } else {
            reader.close();
        }
    }

    private void close(RequestBody body) {
        try {
            body.close();
        } catch (IOException | RuntimeException | Error e) {
            LOG.debug("{}: closing the request body failed", backend, e);
        }
    }
}
