package org.gateway4j.internal.pool;

import org.gateway4j.GatewayListener.CloseReason;
import org.gateway4j.PoolConfig;
import org.gateway4j.internal.wire.Nanos;
import org.jspecify.annotations.Nullable;

/** For how long connections are kept. */
final class Lifetime {

    private final long idleNanos;
    private final long maxAgeNanos;
    private final int maxUses;

    Lifetime(PoolConfig config) {
        this.idleNanos = Nanos.of(config.idleTimeout());
        this.maxAgeNanos = Nanos.of(config.maxAge());
        this.maxUses = config.maxUses();
    }

    /** Whether the connection has served as long or as often as it may. */
    boolean isWornOut(Slot<?> slot, long now) {
        if (slot.uses >= maxUses) {
            return true;
        }
        // Spread by a hash of the opening time, so that connections opened together do not all end together.
        long spread = Math.floorMod(slot.openedAt * 0x9E3779B97F4A7C15L >>> 32, 1024L);
        return maxAgeNanos != Nanos.NEVER && now - slot.openedAt >= maxAgeNanos - maxAgeNanos / 10_240 * spread;
    }

    /** Why to close an idle connection, or null to keep it. */
    @Nullable
    CloseReason fault(Slot<?> slot, long now) {
        Pooled connection = slot.connection;
        if (idleNanos != Nanos.NEVER && now - slot.idleSince >= idleNanos) {
            return CloseReason.IDLE;
        }
        if (connection != null && !connection.isAlive()) {
            return CloseReason.STALE;
        }
        return isWornOut(slot, now) ? CloseReason.WORN_OUT : null;
    }
}
