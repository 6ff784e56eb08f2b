package org.gateway4j.internal.exchange;

import org.gateway4j.GatewayListener;
import org.gateway4j.Limits;
import org.gateway4j.PoolConfig;
import org.gateway4j.SendfileRoots;
import org.gateway4j.Spooling;
import org.gateway4j.Timeouts;
import org.jspecify.annotations.Nullable;

/** A backend called {@code test}, for one exchange at a time, with defaults for what a test does not name. */
public final class TestBackend {

    private TestBackend() {}

    public static Backend of(Medium medium) {
        return of(medium, Limits.defaults(), null);
    }

    public static Backend of(Medium medium, Limits limits, @Nullable GatewayListener listener) {
        return Backend.of(
                "test",
                medium,
                PoolConfig.of(1),
                Timeouts.defaults(),
                limits,
                Spooling.defaults(),
                null,
                SendfileRoots.none(),
                listener);
    }
}
