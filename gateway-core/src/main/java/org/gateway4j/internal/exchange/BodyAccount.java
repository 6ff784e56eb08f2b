package org.gateway4j.internal.exchange;

import java.nio.ByteBuffer;
import org.gateway4j.internal.protocol.Protocol;

/** Counts a response's body against the length that was declared. */
final class BodyAccount {

    /** Bytes that nobody wants (after a HEAD, or beyond Content-Length) are read up to here to save the connection. */
    private static final long MOST_SKIPPED = 1024 * 1024;

    private final Protocol<?> protocol;
    private final ByteBuffer input;
    private long expected = -1;
    private long delivered;
    private long skipped;

    /** The account of a body that a protocol decodes from that input. */
    BodyAccount(Protocol<?> protocol, ByteBuffer input) {
        this.protocol = protocol;
        this.input = input;
    }

    /** Begins with another body. */
    void begin() {
        expected = -1;
        delivered = 0;
        skipped = 0;
    }

    /** Says how many bytes belong to the response, or -1 if that is not known. */
    void expect(long length) {
        expected = length;
    }

    long expected() {
        return expected;
    }

    long delivered() {
        return delivered;
    }

    /** Whether all bytes of a body of known length were delivered. */
    boolean isComplete() {
        return delivered == expected;
    }

    /** Whether a body that has ended is shorter than it was to be. */
    boolean isShort() {
        return expected > delivered;
    }

    /** Whether more has arrived than belongs to the response. */
    boolean hasSurplus() {
        return skipped > 0;
    }

    /** Whether it costs less to give the connection up than to read on. */
    boolean isSurplusTooLarge() {
        return skipped > MOST_SKIPPED;
    }

    /** Whether as many bytes have arrived as were declared, if any number was. */
    boolean isAsDeclared() {
        return expected < 0 || delivered + skipped == expected;
    }

    /** Moves the body bytes that belong to the response from the input to the target, and drops the others. */
    int take(ByteBuffer target) {
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
    void skip() {
        int count = available();
        input.position(input.position() + count);
        protocol.bodyTaken(count);
        skipped += count;
    }

    private int available() {
        return Math.min(protocol.bodyAvailable(), input.remaining());
    }
}
