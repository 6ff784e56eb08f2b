package org.gateway4j.contract;

import java.nio.file.Path;
import org.gateway4j.GatewayListener;
import org.gateway4j.Limits;
import org.gateway4j.PoolConfig;
import org.gateway4j.Spooling;
import org.gateway4j.Timeouts;

/**
 * What the contract asks of the configuration of a gateway. A gateway takes all of it.
 *
 * @param pool the cap, the waiters and the order of reuse
 * @param timeouts the deadlines
 * @param limits of heads and error output
 * @param spooling where bodies go whose length is not known
 * @param listener told of everything; it may throw
 */
public record Settings(PoolConfig pool, Timeouts timeouts, Limits limits, Spooling spooling, GatewayListener listener) {

    /**
     * {@return the defaults, but for a pool that opens no connection while one is idle}
     *
     * @param directory where bodies are spooled
     */
    public static Settings spoolingTo(Path directory) {
        return new Settings(
                PoolConfig.of(5).withReuse(PoolConfig.Reuse.LATEST_FIRST),
                Timeouts.defaults(),
                Limits.defaults(),
                Spooling.defaults().withMode(Spooling.Mode.UNKNOWN_LENGTH).withDirectory(directory),
                new GatewayListener() {});
    }

    /**
     * {@return the same with another pool}
     *
     * @param value what takes its place
     */
    public Settings with(PoolConfig value) {
        return new Settings(value, timeouts, limits, spooling, listener);
    }

    /**
     * {@return the same with other deadlines}
     *
     * @param value what takes its place
     */
    public Settings with(Timeouts value) {
        return new Settings(pool, value, limits, spooling, listener);
    }

    /**
     * {@return the same with other limits}
     *
     * @param value what takes its place
     */
    public Settings with(Limits value) {
        return new Settings(pool, timeouts, value, spooling, listener);
    }

    /**
     * {@return the same with another way to spool}
     *
     * @param value what takes its place
     */
    public Settings with(Spooling value) {
        return new Settings(pool, timeouts, limits, value, listener);
    }

    /**
     * {@return the same with another listener}
     *
     * @param value what takes its place
     */
    public Settings with(GatewayListener value) {
        return new Settings(pool, timeouts, limits, spooling, value);
    }
}
