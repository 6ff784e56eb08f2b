package org.gateway4j.internal.blocking;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.util.concurrent.atomic.AtomicReference;
import org.gateway4j.GatewayException;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.internal.exchange.AnswerReader;
import org.gateway4j.internal.exchange.Exchange;
import org.gateway4j.internal.exchange.PreparedRequest;
import org.gateway4j.internal.pool.Lease;
import org.gateway4j.internal.protocol.AnswerException;
import org.gateway4j.internal.protocol.ResponseHead;
import org.gateway4j.internal.wire.Wire;

/**
 * The blocking driver: runs one exchange over one connection, on the thread of its caller.
 *
 * <p>{@link #close} may come from another thread: it takes the exchange over if nobody is inside, else it aborts the wire
 * and leaves the rest to the thread that is. Whoever ends the exchange settles lease, request body and listener, once.
 */
final class BlockingExchange<Q> extends Exchange<Q> {

    /** Who is inside. */
    private enum Use {
        FREE,
        BUSY,
        /** Nobody but the thread that closes it. */
        CLOSING,
        /** Busy, and closed by another thread meanwhile. */
        ABORTED,
        ENDED
    }

    private final Connection<Q> connection;
    private final Transfer transfer;
    private final AnswerReader answer;
    private final AtomicReference<Use> use = new AtomicReference<>(Use.BUSY);

    /** Prepares to send a request, now, over the connection of a lease. */
    BlockingExchange(PreparedRequest<Q> prepared, Lease<Connection<Q>> lease, Connection<Q> connection, long now)
            throws RequestRejectedException {
        super(prepared, lease, connection.conversation());
        this.connection = connection;
        this.answer = conversation.answer();
        this.transfer = connection.transfer();
        transfer.begin(this, now);
    }

    /** Sends the request and waits for the response head. If that fails, the lease is still the caller's. */
    ResponseHead start() throws GatewayException {
        try {
            transfer.start();
            while (!answer.readHead()) {
                transfer.receive();
            }
            ResponseHead head = takeHead();
            if (!use.compareAndSet(Use.BUSY, Use.FREE)) {
                throw new AsynchronousCloseException();
            }
            return head;
        } catch (IOException | AnswerException e) {
            GatewayException typed = failedBeforeResponse(e);
            use.set(Use.ENDED);
            throw typed;
        }
    }

    /** Reads what is there of the body, at least one byte; -1 at the end. */
    int read(ByteBuffer target) throws GatewayException {
        if (!target.hasRemaining()) {
            return 0;
        }
        if (!enter()) {
            return endOrFailure();
        }
        try {
            return readInside(target);
        } finally {
            leave();
        }
    }

    /**
     * Hands each piece of the body on as it arrives. A piece that the output does not take is lost, so the exchange is
     * over then.
     *
     * @param flushing whether to flush the output before each wait
     * @throws IOException what the output threw
     */
    long transferTo(OutputStream out, boolean flushing) throws IOException {
        if (!enter()) {
            endOrFailure();
            return 0;
        }
        long transferred = 0;
        boolean allTaken = false;
        try {
            byte[] copy = connection.copy();
            ByteBuffer target = ByteBuffer.wrap(copy);
            flushBeforeWait(out, flushing);
            for (int count = readInside(target); count >= 0; count = readInside(target.clear())) {
                out.write(copy, 0, count);
                transferred += count;
                flushBeforeWait(out, flushing);
            }
            allTaken = true;
            return transferred;
        } catch (GatewayException e) {
            flushBeforeFailure(out, flushing, e);
            throw e;
        } finally {
            leave();
            if (!allTaken) {
                close();
            }
        }
    }

    /** Flushes, so that the client gets all bytes that came before the failure. */
    private static void flushBeforeFailure(OutputStream out, boolean flushing, GatewayException failure) {
        try {
            if (flushing) {
                out.flush();
            }
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private void flushBeforeWait(OutputStream out, boolean flushing) throws IOException {
        if (flushing && !answer.needsNoMoreInput() && !answer.isAtHand()) {
            out.flush();
        }
    }

    private boolean enter() {
        if (use.compareAndSet(Use.FREE, Use.BUSY)) {
            return true;
        }
        if (use.get() == Use.BUSY) {
            throw new IllegalStateException("the response is being read by another thread");
        }
        return false;
    }

    private void leave() {
        if (!use.compareAndSet(Use.BUSY, Use.FREE) && use.get() == Use.ABORTED) {
            aborted();
        }
    }

    private int endOrFailure() throws GatewayException {
        if (use.get() != Use.ENDED) {
            throw closedEarly();
        }
        GatewayException failure = failure();
        if (failure != null) {
            throw failure;
        }
        return -1;
    }

    private int readInside(ByteBuffer target) throws GatewayException {
        conversation.deadlines().pieceAskedFor();
        try {
            int count = answer.read(target);
            while (count == 0) {
                transfer.receive();
                count = answer.read(target);
            }
            if (count < 0) {
                end();
            }
            return count;
        } catch (IOException | AnswerException e) {
            return failed(e);
        }
    }

    /** Ends the exchange from any thread. */
    void close() {
        if (use.compareAndSet(Use.FREE, Use.CLOSING)) {
            abandon();
        } else if (use.compareAndSet(Use.BUSY, Use.ABORTED)) {
            connection.wire().abort();
        }
    }

    @Override
    protected Wire.State wireState() {
        return connection.wire().state();
    }

    @Override
    protected boolean finish() {
        return use.getAndSet(Use.ENDED) != Use.ABORTED;
    }

    @Override
    protected boolean restoreConnection() {
        try {
            transfer.end();
            return connection.wire().disarm();
        } catch (IOException e) {
            return false;
        }
    }
}
