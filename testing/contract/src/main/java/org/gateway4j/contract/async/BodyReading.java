package org.gateway4j.contract.async;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.gateway4j.async.AsyncResponse;
import org.gateway4j.async.EventLoop;
import org.gateway4j.testkit.Await;

/** Reads a body on its loop, as it comes. At its end, or when a read fails, the response is closed. */
final class BodyReading implements Runnable {

    /** So many pieces are read one after another before others on the loop get a turn. */
    private static final int MOST_PIECES = 16;

    private final AsyncResponse response;
    private final OutputStream out;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final ByteBuffer piece = ByteBuffer.allocate(16 * 1024);
    private long left;

    private BodyReading(AsyncResponse response, OutputStream out, long most) {
        this.response = response;
        this.out = out;
        this.left = most;
    }

    private BodyReading on(EventLoop loop) {
        loop.execute(this);
        return this;
    }

    /** Begins to read all of it into memory. */
    static BodyReading begin(AsyncResponse response, EventLoop loop) {
        return into(response, loop, new ByteArrayOutputStream());
    }

    /** Begins to read all of it into an output that does not block. */
    static BodyReading into(AsyncResponse response, EventLoop loop, OutputStream out) {
        return new BodyReading(response, out, Long.MAX_VALUE).on(loop);
    }

    /** Begins to read some of it, and then no further. */
    static BodyReading some(long most, AsyncResponse response, EventLoop loop, OutputStream out) {
        return new BodyReading(response, out, most).on(loop);
    }

    @Override
    public void run() {
        try {
            int count = 1;
            for (int i = 0; i < MOST_PIECES && count > 0 && left > 0; i++) {
                count = readPiece();
            }
            if (count < 0) {
                response.close();
            }
            if (count < 0 || left == 0) {
                end.complete(null);
            } else {
                response.demand(this);
            }
        } catch (IOException | RuntimeException | Error e) {
            response.close();
            end.completeExceptionally(e);
        }
    }

    private int readPiece() throws IOException {
        piece.clear().limit((int) Math.min(piece.capacity(), left));
        int count = response.read(piece);
        if (count > 0) {
            out.write(piece.array(), 0, count);
            left -= count;
        }
        return count;
    }

    /** Waits for the end; throws what a read has thrown. */
    void await() throws Exception {
        Await.until("the end of a body", end::isDone);
        try {
            end.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception failure) {
                throw failure;
            }
            throw (Error) e.getCause();
        }
    }

    /** What was read into memory, once it is whole. */
    byte[] result() throws Exception {
        await();
        return ((ByteArrayOutputStream) out).toByteArray();
    }
}
