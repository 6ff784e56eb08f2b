package org.gateway4j.internal.body;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.gateway4j.BackendBusyException;
import org.gateway4j.GatewayException;
import org.gateway4j.Phase;
import org.gateway4j.RequestBody;
import org.gateway4j.RequestBodyException;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.RequestRejectedException.Reason;
import org.gateway4j.Spooling;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request's body as it is sent: the host's own, or a copy of it in memory or a spool file. Owns both and closes each
 * once. Used by the thread that drives the exchange.
 */
public final class OutgoingBody {

    /** Bodies up to this size leave in one write with the head, so they are read before a connection is taken. */
    public static final int INLINE = 56 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(OutgoingBody.class);

    private final RequestBody source;
    private final String backend;
    private @Nullable RequestBody copy;
    private boolean touched;
    private boolean closed;

    /** A body that is sent as it is unless {@link #prepare} changes that. */
    public OutgoingBody(RequestBody source, String backend) {
        this.source = source;
        this.backend = backend;
    }

    /**
     * Reads the body ahead where it is small or spooling asks for it.
     *
     * @param handOver how to hand a body in a file over, or null to send it
     * @return true if it was read
     */
    public boolean prepare(Spooling spooling, @Nullable HandOver handOver) throws GatewayException {
        long length = source.length();
        if (source.inMemory() != null || length == 0) {
            return false;
        }
        if (length < 0 && spooling.mode() == Spooling.Mode.REFUSE_UNKNOWN_LENGTH) {
            throw new RequestRejectedException(
                    backend,
                    Reason.LENGTH_REQUIRED,
                    "request body of unknown length, and spooling is set to refuse that");
        }
        boolean streams = length > INLINE || length < 0 && spooling.mode() == Spooling.Mode.NONE;
        boolean wanted = spooling.mode() == Spooling.Mode.ALL || handOver != null && handOver.streams();
        if (streams && !wanted) {
            return false;
        }
        copy = length >= 0 && length <= INLINE ? readSmall((int) length) : spool(spooling, handOver);
        return true;
    }

    private RequestBody readSmall(int length) throws RequestBodyException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (readSource(bytes) < 0) {
                throw shorter(bytes.position(), length);
            }
        }
        return RequestBody.of(bytes.flip());
    }

    private RequestBody spool(Spooling spooling, @Nullable HandOver handOver) throws GatewayException {
        long length = source.length();
        if (length > spooling.maxBytes()) {
            throw tooLarge(length + " bytes", spooling);
        }
        try (Spool spool = new Spool(spooling, handOver)) {
            ByteBuffer piece = ByteBuffer.allocate(16 * 1024);
            while (readPiece(piece, length < 0 ? Long.MAX_VALUE : length - spool.size())) {
                if (spool.size() + piece.remaining() > spooling.maxBytes()) {
                    throw tooLarge("more than that", spooling);
                }
                spool.write(piece);
            }
            if (length >= 0 && spool.size() != length) {
                throw shorter(spool.size(), length);
            }
            return spool.finish();
        } catch (Spool.SpoolException e) {
            throw new BackendBusyException(
                    backend, Phase.SPOOL, "request body cannot be spooled: " + e.getMessage(), e);
        }
    }

    /** Reads at most so many bytes; false at the end. */
    private boolean readPiece(ByteBuffer piece, long most) throws RequestBodyException {
        piece.clear().limit((int) Math.min(most, piece.capacity()));
        boolean any = most > 0 && readSource(piece) >= 0;
        piece.flip();
        return any;
    }

    private RequestRejectedException tooLarge(String size, Spooling spooling) {
        return new RequestRejectedException(
                backend,
                Reason.CONTENT_TOO_LARGE,
                "request body has " + size + "; spooling.maxBytes is " + spooling.maxBytes());
    }

    private RequestBodyException shorter(long actual, long expected) {
        return new RequestBodyException(backend, Phase.SPOOL, false, shorterMessage(actual, expected), null);
    }

    /** What to say of a body that ended early. */
    public static String shorterMessage(long actual, long expected) {
        return "request body ended after " + actual + " of " + expected + " bytes";
    }

    private int readSource(ByteBuffer target) throws RequestBodyException {
        try {
            return source.read(target);
        } catch (IOException | RuntimeException e) {
            throw new RequestBodyException(backend, Phase.SPOOL, false, "request body: " + e, e);
        }
    }

    private RequestBody current() {
        return copy == null ? source : copy;
    }

    /** The file that the application reads the body from by itself, so that none is sent; null as a rule. */
    public @Nullable String file() {
        return copy instanceof Spool.SpoolFile file && file.path() != null
                ? file.path().toAbsolutePath().toString()
                : null;
    }

    /** The length, or -1 if it is not known even now. */
    public long length() {
        return current().length();
    }

    /** The whole body if it is in memory. */
    public @Nullable ByteBuffer inMemory() {
        return current().inMemory();
    }

    /** Reads some bytes, at least one, or -1 at the end. */
    public int read(ByteBuffer target) throws IOException {
        touched = true;
        return current().read(target);
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
        if (touched) {
            current().rewind();
        }
    }

    /** Closes the body. Only the first call does something. */
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (copy != null) {
            close(copy);
        }
        close(source);
    }

    private void close(RequestBody body) {
        try {
            body.close();
        } catch (IOException | RuntimeException e) {
            LOG.debug("{}: closing the request body failed", backend, e);
        }
    }
}
