package org.gateway4j.contract.facade;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.gateway4j.GatewayException;
import org.gateway4j.async.AsyncResponse;

/** One read for a thread that waits for it. Runs on the loop, again at each demand, until there is something to tell. */
final class PendingRead implements Runnable {

    private final AsyncResponse response;
    private final ByteBuffer target;
    private final CompletableFuture<Integer> count = new CompletableFuture<>();

    PendingRead(AsyncResponse response, ByteBuffer target) {
        this.response = response;
        this.target = target;
    }

    /** The number of bytes or the end, once it is known. */
    CompletableFuture<Integer> count() {
        return count;
    }

    @Override
    public void run() {
        if (count.isDone()) {
            return;
        }
        try {
            int read = response.read(target);
            if (read == 0) {
                response.demand(this);
            } else {
                count.complete(read);
            }
        } catch (GatewayException | RuntimeException | Error e) {
            count.completeExceptionally(e);
        }
    }

    /** Reads what is there, which may be nothing. */
    void runOnce() {
        try {
            count.complete(response.read(target));
        } catch (GatewayException | RuntimeException | Error e) {
            count.completeExceptionally(e);
        }
    }
}
