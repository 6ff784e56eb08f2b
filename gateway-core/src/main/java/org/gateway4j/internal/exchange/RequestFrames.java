package org.gateway4j.internal.exchange;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.gateway4j.internal.body.BodyFailure;
import org.gateway4j.internal.body.OutgoingBody;
import org.gateway4j.internal.protocol.Protocol;
import org.gateway4j.internal.wire.ExhaustedException;
import org.jspecify.annotations.Nullable;

/**
 * The sending half of a connection: the head of a request, then its body in the frames that the protocol asks for. Where head
 * and body are at hand they leave in one write; otherwise the driver calls {@link #fill} and writes what is {@link #pending}
 * whenever the connection may take more. Used by one exchange after the other.
 */
public final class RequestFrames {

    /** How far the request was sent. */
    public enum State {
        /** There is or will be more to send. */
        SENDING,
        /** All was written. */
        SENT,
        /** The peer takes no more, but its answer is still worth reading. */
        BROKEN
    }

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final int CHUNK_SIZE = 64 * 1024;

    private final Protocol<?> protocol;
    private final BufferSource buffers;
    private final Runnable wakeUp;

    /** What is being written: head, frame prefix, body bytes, frame suffix. */
    private final ByteBuffer[] pending = {NOTHING, NOTHING, NOTHING, NOTHING};

    private @Nullable OutgoingBody body;
    private @Nullable ByteBuffer content;

    /** The buffer for pieces of a body, made when the first upload needs it. */
    private @Nullable ByteBuffer chunk;

    private long left;
    private long framed;
    private boolean lastFramed;
    private boolean starved;
    private boolean broken;

    /**
     * The sending half of a connection that sends nothing yet.
     *
     * @param wakeUp run by any thread when a body that had nothing has more
     */
    RequestFrames(Protocol<?> protocol, BufferSource buffers, Runnable wakeUp) {
        this.protocol = protocol;
        this.buffers = buffers;
        this.wakeUp = wakeUp;
    }

    /** Begins with a request whose head is encoded. */
    void begin(ByteBuffer head, OutgoingBody next) {
        pending[0] = head;
        body = next;
        left = next.file() == null ? next.length() : 0;
        content = left == 0 ? NOTHING : next.inMemory();
        framed = 0;
        lastFramed = false;
        starved = false;
        broken = false;
    }

    /** Keeps nothing of the request. */
    void end() {
        for (int i = 0; i < pending.length; i++) {
            pending[i] = NOTHING;
        }
        body = null;
        content = null;
    }

    /** How far the request was sent. */
    public State state() {
        if (broken) {
            return State.BROKEN;
        }
        boolean allFramed = lastFramed || left == 0;
        return allFramed && protocol.bodyCredit() == 0 && !hasPending() ? State.SENT : State.SENDING;
    }

    /** Whether the protocol asks for more of the body, or the connection did not take all before it. */
    public boolean canAdvance() {
        return !broken && (hasPending() || protocol.bodyCredit() > 0);
    }

    /** Whether the application would take more than the client has sent so far; the driver is woken up when there is more. */
    public boolean isStarved() {
        return starved && !broken;
    }

    /** Whether no frame is sent in part, so that the connection can carry something else. */
    public boolean isBetweenFrames() {
        return !broken && !hasPending();
    }

    /** How many bytes of the body were framed. */
    public long bodyBytes() {
        return framed;
    }

    /** Whether the whole head was written, so that the application may have begun. */
    public boolean isHeadSent() {
        return !pending[0].hasRemaining();
    }

    /** Whether everything that the application asked for so far was written. */
    boolean isAwaited() {
        return isBetweenFrames() && protocol.bodyCredit() == 0;
    }

    /** Whether each write is so small that no sane application makes it block for long. */
    public boolean fitsOneWrite() {
        boolean inOneWrite = content != null && left <= OutgoingBody.INLINE;
        return (inOneWrite || protocol.isLockStep()) && pending[0].remaining() <= OutgoingBody.INLINE;
    }

    /**
     * Reads the next piece of the body, once the connection has taken all before it. Adds nothing while the body has nothing; the
     * head does not wait for the body.
     *
     * @throws BodyFailure if the body cannot be read
     * @throws ExhaustedException if there is no memory for a piece of it
     */
    public void fill() throws IOException {
        if (!hasPending() || content != null && framed == 0 && !lastFramed) {
            fillFrame();
        }
    }

    /** What is to be written next, in this order. */
    public ByteBuffer[] pending() {
        return pending;
    }

    /** Whether the connection has not taken all yet. */
    public boolean hasPending() {
        return pending[3].hasRemaining()
                || pending[2].hasRemaining()
                || pending[1].hasRemaining()
                || pending[0].hasRemaining();
    }

    /** Gives up sending, because the peer does not take it. */
    public void breakOff() {
        broken = true;
    }

    private void fillFrame() throws IOException {
        int credit = protocol.bodyCredit();
        if (credit == 0) {
            return;
        }
        ByteBuffer whole = content;
        ByteBuffer bytes = whole != null ? nextSlice(whole, credit) : nextPiece(credit);
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

    private ByteBuffer nextSlice(ByteBuffer whole, int credit) {
        int length = (int) Math.min(credit, left);
        if (length == whole.capacity()) {
            left = 0;
            return whole;
        }
        ByteBuffer slice = whole.slice(whole.capacity() - (int) left, length);
        left -= length;
        return slice;
    }

    private ByteBuffer nextPiece(int credit) throws IOException {
        ByteBuffer piece = chunk().clear();
        OutgoingBody source = body;
        if (source != null && left != 0 && !lastFramed) {
            piece.limit((int) Math.min(left < 0 ? credit : Math.min(credit, left), piece.capacity()));
            int count = poll(source, piece);
            starved = count == 0;
            if (count < 0 && left > 0) {
                long length = source.length();
                throw new BodyFailure(OutgoingBody.shorterMessage(length - left, length), null);
            }
            left -= left < 0 ? 0 : piece.position();
        }
        return piece.flip();
    }

    private int poll(OutgoingBody source, ByteBuffer piece) throws BodyFailure {
        try {
            return source.poll(piece, wakeUp);
        } catch (IOException | RuntimeException e) {
            throw new BodyFailure("request body: " + e, e);
        }
    }

    private ByteBuffer chunk() throws ExhaustedException {
        ByteBuffer buffer = chunk;
        if (buffer == null) {
            buffer = buffers.allocate(CHUNK_SIZE);
            chunk = buffer;
        }
        return buffer;
    }
}
