package org.gateway4j.internal.pool;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.gateway4j.GatewayListener.CloseReason;
import org.jspecify.annotations.Nullable;

/** A connection to nothing, which notices when it is closed twice or touched under the pool's lock. */
final class FakeConnection implements Pooled {

    private final ConnectionPool<FakeConnection> pool;
    private boolean alive = true;
    private Runnable onInspection = () -> {};
    private volatile @Nullable CloseReason closed;
    private boolean lingers;
    private Runnable left = () -> {};
    private Runnable onTold = () -> {};

    FakeConnection(ConnectionPool<FakeConnection> pool) {
        this.pool = pool;
    }

    /** Does something in the midst of the pool's look at this connection. */
    void onInspection(Runnable action) {
        onInspection = action;
    }

    /** Does something where a listener is told that this connection was closed. */
    void onTold(Runnable action) {
        onTold = action;
    }

    void die() {
        alive = false;
    }

    /** Why it was closed, or null while it is open. */
    @Nullable
    CloseReason closed() {
        return closed;
    }

    @Override
    public boolean isAlive() {
        checkPoolIsUnlocked();
        onInspection.run();
        return alive;
    }

    @Override
    public void close(CloseReason reason, Runnable whenGone) {
        checkPoolIsUnlocked();
        if (closed != null) {
            throw new AssertionError("closed twice: " + closed + ", then " + reason);
        }
        closed = reason;
        if (lingers) {
            left = whenGone;
        } else {
            whenGone.run();
            onTold.run();
        }
    }

    /** From now on something is left of it after it was closed, until {@link #leave}. */
    void linger() {
        lingers = true;
    }

    /** Nothing is left of it any more. */
    void leave() {
        left.run();
    }

    /** Another thread could not ask for the figures if this one held the lock. */
    private void checkPoolIsUnlocked() {
        CompletableFuture.supplyAsync(pool::stats)
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }
}
