package org.gateway4j.contract;

import java.nio.file.Path;
import org.gateway4j.GatewayListener;
import org.gateway4j.Limits;
import org.gateway4j.PoolConfig;
import org.gateway4j.Spooling;
import org.gateway4j.Timeouts;

/** What the contract asks of a gateway's configuration. */
public record Settings(PoolConfig pool, Timeouts timeouts, Limits limits, Spooling spooling, GatewayListener listener) {

    /** The defaults, but for where bodies are spooled, and for a pool that opens no connection while one is idle. */
    public static Settings spoolingTo(Path directory) {
        return new Settings(
                PoolConfig.of(5).withReuse(PoolConfig.Reuse.LATEST_FIRST),
                Timeouts.defaults(),
                Limits.defaults(),
                Spooling.defaults().withMode(Spooling.Mode.UNKNOWN_LENGTH).withDirectory(directory),
                new GatewayListener() {});
    }

    public Settings with(PoolConfig value) {
        return new Settings(value, timeouts, limits, spooling, listener);
    }

    public Settings with(Timeouts value) {
        return new Settings(pool, value, limits, spooling, listener);
    }

    public Settings with(Limits value) {
        return new Settings(pool, timeouts, value, spooling, listener);
    }

    public Settings with(Spooling value) {
        return new Settings(pool, timeouts, limits, value, listener);
    }

    public Settings with(GatewayListener value) {
        return new Settings(pool, timeouts, limits, spooling, value);
    }
}
