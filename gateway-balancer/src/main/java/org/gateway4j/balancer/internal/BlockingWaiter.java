package org.gateway4j.balancer.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.gateway4j.ExchangeAbortedException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayException;
import org.gateway4j.Phase;
import org.jspecify.annotations.Nullable;

/** A thread that waits in the queue. */
final class BlockingWaiter implements Waiter<Gateway> {

    private final Fleet<Gateway> fleet;
    private final Ticket<Gateway> ticket;
    private final CompletableFuture<FleetMember<Gateway>> outcome = new CompletableFuture<>();

    BlockingWaiter(Fleet<Gateway> fleet, Ticket<Gateway> ticket) {
        this.fleet = fleet;
        this.ticket = ticket;
    }

    @Override
    public void granted(FleetMember<Gateway> member) {
        outcome.complete(member);
    }

    @Override
    public void refused(GatewayException failure) {
        outcome.completeExceptionally(failure);
    }

    @Override
    public void thrown(RuntimeException failure) {
        outcome.completeExceptionally(failure);
    }

    FleetMember<Gateway> await() throws GatewayException {
        fleet.queue(ticket, this);
        try {
            return outcome.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            giveUp();
            throw aborted("thread was interrupted");
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
    }

    private static GatewayException failure(@Nullable Throwable cause) {
        if (cause instanceof GatewayException failure) {
            return failure;
        }
        throw cause instanceof RuntimeException thrown ? thrown : new IllegalStateException(cause);
    }

    /** If a permit came all the same, it goes back. */
    private void giveUp() {
        if (!fleet.withdraw(ticket)) {
            outcome.exceptionally(failure -> null).thenAccept(this::release).join();
        }
    }

    private void release(@Nullable FleetMember<Gateway> member) {
        if (member != null) {
            fleet.ended(member, Outcome.NEUTRAL);
        }
    }

    /** Ends the wait. From any thread. */
    void cancel() {
        if (fleet.withdraw(ticket)) {
            refused(aborted("call was cancelled"));
        }
    }

    private GatewayException aborted(String why) {
        return new ExchangeAbortedException(
                fleet.config().name(), Phase.ACQUIRE, false, why + " while the request waited", null);
    }
}
