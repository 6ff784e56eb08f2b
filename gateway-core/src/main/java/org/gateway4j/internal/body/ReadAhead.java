package org.gateway4j.internal.body;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.TimeoutException;
import org.gateway4j.BackendBusyException;
import org.gateway4j.ExchangeAbortedException;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Phase;
import org.gateway4j.RequestBody;
import org.gateway4j.RequestBodyException;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.RequestRejectedException.Reason;
import org.gateway4j.Spooling;
import org.gateway4j.Timeouts;
import org.gateway4j.UnreadableBodyException;
import org.gateway4j.internal.wire.DurationText;
import org.gateway4j.internal.wire.Nanos;
import org.jspecify.annotations.Nullable;

/**
 * Reads request bodies of a gateway before a connection is taken: small ones into memory, and into a spool what {@link
 * Spooling} asks for. A client that stops sending, an interrupt and the end of the gateway end that. Safe for use by several
 * threads.
 */
public final class ReadAhead {

    private static final int PIECE = 16 * 1024;

    /** RFC 9110 section 15.5.9. */
    private static final int REQUEST_TIMEOUT = 408;

    /** What is done with a body. */
    public enum Plan {
        /** It is sent as it is. */
        SEND,
        /** It is small and leaves in one write with the head. */
        READ,
        /** It is read whole, into memory and then a file. */
        SPOOL
    }

    private final String backend;
    private final Spooling spooling;
    private final @Nullable BodyFileAccess bodyFileAccess;
    private final SpoolQuota quota;

    /**
     * How long a body may take.
     *
     * @param deadline when the exchange must have ended, as {@link Nanos} has it
     * @param timeouts the deadlines of the request
     */
    public record Patience(long deadline, Timeouts timeouts) {

        /** When the next bytes must be there. */
        long until(long now) {
            return Nanos.earlier(deadline, Nanos.after(now, Nanos.of(timeouts.requestBody())));
        }
    }

    /** The reading ahead of a gateway. */
    public ReadAhead(String backend, Spooling spooling, @Nullable BodyFileAccess bodyFileAccess) {
        this.backend = backend;
        this.spooling = spooling;
        this.bodyFileAccess = bodyFileAccess;
        this.quota = new SpoolQuota(spooling.maxTotalBytes());
    }

    /** How many bytes are spooled now. */
    public long spooled() {
        return quota.taken();
    }

    /**
     * What is to be done with a body.
     *
     * @throws RequestRejectedException if it is refused because of its length
     */
    Plan plan(RequestBody source, GatewayRequest request) throws RequestRejectedException {
        long length = source.length();
        if (length == 0 || source.inMemory() != null) {
            return Plan.SEND;
        }
        if (length < 0 && spooling.mode() == Spooling.Mode.REFUSE_UNKNOWN_LENGTH) {
            throw new RequestRejectedException(
                    Reason.LENGTH_REQUIRED, "request body of unknown length, and spooling is set to refuse that");
        }
        boolean wanted = spooling.mode() == Spooling.Mode.ALL || bodyFileAccess != null && bodyFileAccess.streams();
        if (length >= 0 && length <= OutgoingBody.INLINE && (wanted || !isAskedFor(request))) {
            return Plan.READ;
        }
        boolean streams = length > 0 || spooling.mode() == Spooling.Mode.STREAM_ALL;
        if (streams && !wanted) {
            return Plan.SEND;
        }
        if (length > spooling.maxBytes()) {
            throw tooLarge(length + " bytes");
        }
        return Plan.SPOOL;
    }

    /**
     * Whether the client sends a small body only when it is asked for (RFC 9110 section 10.1.1): what asks is the first read, so
     * a connection comes first.
     */
    private static boolean isAskedFor(GatewayRequest request) {
        String expect = request.headers().first("Expect");
        return expect != null && expect.equalsIgnoreCase("100-continue");
    }

    SpoolQuota.Share share() {
        return quota.share();
    }

    /** Reads a small body. */
    RequestBody read(int length, SourceReader reader, Patience patience) throws GatewayException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (read(reader, bytes, patience) < 0) {
                throw shorter(bytes.position(), length);
            }
        }
        return RequestBody.of(bytes.flip());
    }

    /** Spools a body, of unknown length if that is -1. */
    RequestBody spool(long length, SourceReader reader, SpoolQuota.Share share, Patience patience)
            throws GatewayException {
        if (length > 0) {
            take(share, length);
        }
        try (Spool spool = new Spool(spooling, bodyFileAccess)) {
            ByteBuffer piece = ByteBuffer.allocate(PIECE);
            while (readPiece(reader, piece, length < 0 ? Long.MAX_VALUE : length - spool.size(), patience)) {
                long size = spool.size() + piece.remaining();
                if (size > spooling.maxBytes()) {
                    throw tooLarge("more than that");
                }
                take(share, size);
                spool.write(piece);
            }
            if (length >= 0 && spool.size() != length) {
                throw shorter(spool.size(), length);
            }
            return spool.finish();
        } catch (Spool.SpoolException e) {
            if (e.getCause() instanceof ClosedByInterruptException) {
                throw aborted("thread was interrupted");
            }
            throw busy("request body cannot be spooled: " + e.getMessage(), e);
        }
    }

    private void take(SpoolQuota.Share share, long size) throws BackendBusyException {
        if (!share.growTo(size)) {
            throw busy(
                    "request body of at least " + size
                            + " bytes cannot be spooled: with those of other requests it exceeds"
                            + " spooling.maxTotalBytes, " + spooling.maxTotalBytes(),
                    null);
        }
    }

    /** Reads at most so many bytes; false at the end. */
    private boolean readPiece(SourceReader reader, ByteBuffer piece, long most, Patience patience)
            throws GatewayException {
        piece.clear().limit((int) Math.min(most, piece.capacity()));
        boolean any = most > 0 && read(reader, piece, patience) >= 0;
        piece.flip();
        return any;
    }

    private int read(SourceReader reader, ByteBuffer target, Patience patience) throws GatewayException {
        try {
            return reader.read(target, patience.until(System.nanoTime()));
        } catch (TimeoutException e) {
            throw tooSlow(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw aborted("thread was interrupted");
        } catch (IOException | RuntimeException e) {
            throw reader.isAborted() ? aborted("gateway was closed") : failed("request body: " + e, e);
        }
    }

    private GatewayException tooSlow(Patience patience) {
        String message = Nanos.passed(patience.deadline(), System.nanoTime())
                ? "request body not read within "
                        + DurationText.of(patience.timeouts().exchange())
                : "no byte of the request body for "
                        + DurationText.of(patience.timeouts().requestBody());
        return failed(message, new UnreadableBodyException(REQUEST_TIMEOUT, message));
    }

    private GatewayException aborted(String message) {
        return new ExchangeAbortedException(
                backend, Phase.SPOOL, false, message + " while the request body was read", null);
    }

    private GatewayException shorter(long actual, long expected) {
        return failed(OutgoingBody.shorterMessage(actual, expected), null);
    }

    private GatewayException failed(String message, @Nullable Exception cause) {
        return new RequestBodyException(backend, Phase.SPOOL, false, message, cause);
    }

    private BackendBusyException busy(String message, @Nullable Exception cause) {
        return new BackendBusyException(backend, Phase.SPOOL, message, cause);
    }

    private RequestRejectedException tooLarge(String size) {
        return new RequestRejectedException(
                Reason.CONTENT_TOO_LARGE, "request body has " + size + "; spooling.maxBytes is " + spooling.maxBytes());
    }
}
