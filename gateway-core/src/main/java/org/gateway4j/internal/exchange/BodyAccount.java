package org.gateway4j.internal.exchange;

import java.nio.ByteBuffer;
import org.gateway4j.internal.protocol.Protocol;

/** Counts a response's body against the length that was declared. */
public final class BodyAccount {

    /** Bytes that nobody wants (after a HEAD, or beyond Content-Length) are read up to here to save the connection. */
    private static final long MOST_SKIPPED = 1024 * 1024;

    private final Protocol<?> protocol;
    private final ByteBuffer input;
    private long expected = -1;
    private long delivered;
    private long skipped;

    /** The account of a body that a protocol decodes from that input. */
    public BodyAccount(Protocol<?> protocol, ByteBuffer input) {
        this.protocol = protocol;
        this.input = input;
    }

    /** Says how many bytes belong to the response, or -1 if that is not known. */
    public void expect(long length) {
        expected = length;
    }

    public long expected() {
        return expected;
    }

    public long delivered() {
        return delivered;
    }

    /** Whether all bytes of a body of known length were delivered. */
    public boolean isComplete() {
        return delivered == expected;
    }

    /** Whether a body that has ended is shorter than it was to be. */
    public boolean isShort() {
        return expected > delivered;
    }

    /** Whether more has arrived than belongs to the response. */
    public boolean hasSurplus() {
        return skipped > 0;
    }

    /** Whether it costs less to give the connection up than to read on. */
    public boolean isSurplusTooLarge() {
        return skipped > MOST_SKIPPED;
    }

    /** Whether as many bytes have arrived as were declared, if any number was. */
    public boolean isAsDeclared() {
        return expected < 0 || delivered + skipped == expected;
    }

    /** Moves the body bytes that belong to the response from the input to the target, and drops the others. */
    public int take(ByteBuffer target) {
        if (isComplete()) {
            skip();
            return 0;
        }
        int count = Math.min(available(), target.remaining());
        if (expected >= 0) {
            count = (int) Math.min(count, expected - delivered);
        }
        int end = input.limit();
        target.put(input.limit(input.position() + count));
        input.limit(end);
        protocol.bodyTaken(count);
        delivered += count;
        return count;
    }

    /** Drops the body bytes in the input. */
    public void skip() {
        int count = available();
        input.position(input.position() + count);
        protocol.bodyTaken(count);
        skipped += count;
    }

    private int available() {
        return Math.min(protocol.bodyAvailable(), input.remaining());
    }
}
