package org.gateway4j.contract.facade;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.gateway4j.GatewayException;

/** Hands on what is left of a body, each piece as it arrives. */
final class BodyTransfer {

    private static final int PIECE = 16 * 1024;

    /** When the output is flushed. */
    enum Flushing {
        NEVER,
        BEFORE_EACH_WAIT
    }

    private final BlockingResponse response;
    private final OutputStream out;
    private final Flushing flushing;
    private final byte[] piece = new byte[PIECE];

    BodyTransfer(BlockingResponse response, OutputStream out, Flushing flushing) {
        this.response = response;
        this.out = Objects.requireNonNull(out);
        this.flushing = flushing;
    }

    /** Returns the number of bytes. A piece that the output does not take is lost, so the response is closed then. */
    long run() throws IOException {
        long transferred = 0;
        boolean allTaken = false;
        try {
            for (int count = next(); count >= 0; count = next()) {
                out.write(piece, 0, count);
                transferred += count;
            }
            allTaken = true;
            return transferred;
        } catch (GatewayException e) {
            flushBefore(e);
            throw e;
        } finally {
            if (!allTaken) {
                response.close();
            }
        }
    }

    private int next() throws IOException {
        ByteBuffer target = ByteBuffer.wrap(piece);
        int atHand = response.readAtHand(target);
        if (atHand != 0) {
            return atHand;
        }
        if (flushing == Flushing.BEFORE_EACH_WAIT) {
            out.flush();
        }
        return response.read(target);
    }

    /** The client is to get all that came. */
    private void flushBefore(GatewayException failure) {
        try {
            if (flushing == Flushing.BEFORE_EACH_WAIT) {
                out.flush();
            }
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
