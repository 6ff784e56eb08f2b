package org.gateway4j.internal.blocking;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.gateway4j.internal.body.BodyFailure;
import org.gateway4j.internal.body.OutgoingBody;
import org.gateway4j.internal.protocol.Protocol;
import org.gateway4j.internal.wire.Wire;
import org.jspecify.annotations.Nullable;

/**
 * The sending half of an exchange: the head, then the body in the frames that the protocol asks for. Where head and body
 * are at hand they leave in one write; otherwise the owner calls {@link #fill} and {@link #write} whenever the socket may
 * take more.
 */
final class RequestSender {

    enum State {
        /** There is or will be more to send. */
        SENDING,
        /** All was handed to the kernel. */
        SENT,
        /** The peer takes no more; what it has to say is still worth reading. */
        BROKEN
    }

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Wire wire;
    private final Protocol<?> protocol;
    private final OutgoingBody body;
    private final Connection<?> connection;

    /** What is being written: head, frame prefix, body bytes, frame suffix. */
    private final ByteBuffer[] pending = {NOTHING, NOTHING, NOTHING, NOTHING};

    private final ByteBuffer head;
    private final ByteBuffer content;
    private final boolean contentInMemory;
    private long left;
    private long framed;
    private boolean lastFramed;
    private boolean starved;
    private boolean broken;
    private @Nullable Runnable wakeUp;

    RequestSender(Connection<?> connection, ByteBuffer head, OutgoingBody body) {
        this.connection = connection;
        this.wire = connection.wire();
        this.protocol = connection.protocol();
        this.body = body;
        this.head = head;
        this.left = body.file() == null ? body.length() : 0;
        ByteBuffer whole = left == 0 ? NOTHING : body.inMemory();
        this.contentInMemory = whole != null;
        this.content = whole != null ? whole : NOTHING;
        pending[0] = head;
    }

    State state() {
        if (broken) {
            return State.BROKEN;
        }
        boolean allFramed = lastFramed || left == 0;
        return allFramed && protocol.bodyCredit() == 0 && !hasPending() ? State.SENT : State.SENDING;
    }

    /** Whether the protocol asks for more of the body, or the socket did not take all before it. */
    boolean canAdvance() {
        return !broken && (hasPending() || protocol.bodyCredit() > 0);
    }

    /** Whether the application would take more than the client has sent so far; the wire is woken up when there is more. */
    boolean isStarved() {
        return starved && !broken;
    }

    /** Whether nothing is sent by halves, so that the connection can carry something else. */
    boolean isBetweenFrames() {
        return !broken && !hasPending();
    }

    /** How many bytes the body has had so far. */
    long bodyBytes() {
        return framed;
    }

    /** Whether the kernel has the whole head, so that the application may have begun. */
    boolean isHeadSent() {
        return !head.hasRemaining();
    }

    /** Whether all that the application has asked for so far was handed to the kernel. */
    boolean isAwaited() {
        return isBetweenFrames() && protocol.bodyCredit() == 0;
    }

    /** Whether each write is one that no sane application makes block for long. */
    boolean fitsOneWrite() {
        boolean inOneWrite = contentInMemory && left <= OutgoingBody.INLINE;
        return (inOneWrite || protocol.isLockStep()) && head.remaining() <= OutgoingBody.INLINE;
    }

    /**
     * Reads the body for more once all before was taken. Nothing is added while there is none of it; the head does not wait
     * for it.
     *
     * @throws BodyFailure if the body cannot be read
     * @throws ExhaustedException if there is no memory for a piece of it
     */
    void fill() throws IOException {
        if (!hasPending() || contentInMemory && framed == 0 && !lastFramed) {
            fillFrame();
        }
    }

    /**
     * Writes what the socket takes now: all of it, unless in duplex.
     *
     * @return the number of bytes written
     */
    long write() throws IOException {
        return hasPending() ? wire.write(pending, pending.length) : 0;
    }

    /** Whether there is something that the socket did not take yet. */
    boolean hasPending() {
        return pending[3].hasRemaining()
                || pending[2].hasRemaining()
                || pending[1].hasRemaining()
                || pending[0].hasRemaining();
    }

    /** Gives up sending, because the peer does not take it. */
    void breakOff() {
        broken = true;
    }

    private void fillFrame() throws IOException {
        int credit = protocol.bodyCredit();
        if (credit == 0) {
            return;
        }
        ByteBuffer bytes = contentInMemory ? nextSlice(credit) : nextPiece(credit);
        if (starved) {
            return;
        }
        pending[2] = bytes;
        int length = bytes.remaining();
        boolean last = left == 0 || left < 0 && length == 0;
        lastFramed |= last;
        framed += length;
        protocol.frame(length, last);
        pending[1] = protocol.prefix();
        pending[3] = protocol.suffix();
    }

    private ByteBuffer nextSlice(int credit) {
        int length = (int) Math.min(credit, left);
        if (length == content.capacity()) {
            left = 0;
            return content;
        }
        ByteBuffer slice = content.slice(content.capacity() - (int) left, length);
        left -= length;
        return slice;
    }

    private ByteBuffer nextPiece(int credit) throws IOException {
        ByteBuffer piece = connection.chunk().clear();
        if (left != 0 && !lastFramed) {
            piece.limit((int) Math.min(left < 0 ? credit : Math.min(credit, left), piece.capacity()));
            int count = readPiece(piece);
            starved = count == 0;
            if (count < 0 && left > 0) {
                long length = body.length();
                throw new BodyFailure(OutgoingBody.shorterMessage(length - left, length), null);
            }
            left -= left < 0 ? 0 : piece.position();
        }
        return piece.flip();
    }

    private int readPiece(ByteBuffer piece) throws BodyFailure {
        Runnable whenReadable = wakeUp;
        if (whenReadable == null) {
            whenReadable = wire::wakeUp;
            wakeUp = whenReadable;
        }
        try {
            return body.poll(piece, whenReadable);
        } catch (IOException | RuntimeException e) {
            throw new BodyFailure("request body: " + e, e);
        }
    }
}
