package org.gateway4j.contract.facade;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.gateway4j.ExchangeAbortedException;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Handoff;
import org.gateway4j.Headers;
import org.gateway4j.Phase;
import org.gateway4j.async.AsyncResponse;
import org.gateway4j.async.EventLoop;
import org.jspecify.annotations.Nullable;

/** A response whose reader waits: each read runs on the loop, and so does a close. */
final class BlockingResponse implements GatewayResponse {

    private final String backend;
    private final AsyncResponse response;
    private final EventLoop loop;
    private final InputStream stream = new BodyStream(this);

    /** Of the loop. */
    private @Nullable PendingRead pending;

    private volatile long exitStatus = -1;

    BlockingResponse(String backend, AsyncResponse response, EventLoop loop) {
        this.backend = backend;
        this.response = response;
        this.loop = loop;
    }

    @Override
    public int read(ByteBuffer target) throws GatewayException {
        if (!target.hasRemaining()) {
            return 0;
        }
        PendingRead read = new PendingRead(response, target);
        return counted(read, () -> {
            pending = read;
            read.run();
        });
    }

    /** Reads what is there; 0 if a read would have to wait. */
    int readAtHand(ByteBuffer target) throws GatewayException {
        PendingRead read = new PendingRead(response, target);
        return counted(read, read::runOnce);
    }

    private int counted(PendingRead read, Runnable work) throws GatewayException {
        try {
            loop.execute(work);
        } catch (RejectedExecutionException e) {
            throw new ExchangeAbortedException(backend, Phase.BODY, true, "gateway was closed", e);
        }
        int count = Wait.of(read.count(), this::abort).on(backend, Phase.BODY);
        if (count < 0) {
            exitStatus = response.exitStatus();
        }
        return count;
    }

    @Override
    public long transferTo(OutputStream out) throws IOException {
        return new BodyTransfer(this, out, BodyTransfer.Flushing.BEFORE_EACH_WAIT).run();
    }

    @Override
    public InputStream body() {
        return stream;
    }

    /** A read that waits is told, because nothing else will call it any more. */
    private void closeOnLoop() {
        response.close();
        PendingRead waiting = pending;
        if (waiting != null) {
            waiting.run();
        }
    }

    /** Closes without waiting. */
    void abort() {
        try {
            loop.execute(this::closeOnLoop);
        } catch (RejectedExecutionException e) {
            response.close();
        }
    }

    /** On return, the connection is back in the pool or discarded. */
    @Override
    public void close() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        try {
            loop.execute(() -> {
                closeOnLoop();
                closed.complete(null);
            });
        } catch (RejectedExecutionException e) {
            response.close();
            return;
        }
        closed.join();
    }

    @Override
    public int status() {
        return response.status();
    }

    @Override
    public String reason() {
        return response.reason();
    }

    @Override
    public Headers headers() {
        return response.headers();
    }

    @Override
    public boolean hasBody() {
        return response.hasBody();
    }

    @Override
    public long contentLength() {
        return response.contentLength();
    }

    @Override
    public long declaredLength() {
        return response.declaredLength();
    }

    @Override
    public @Nullable Handoff handoff() {
        return response.handoff();
    }

    @Override
    public long exitStatus() {
        return exitStatus;
    }
}
