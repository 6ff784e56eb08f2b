package org.gateway4j;

/**
 * Checks an application's health, outside of any request. The probes of each protocol offer some checks. A host can
 * write its own, for instance one that dispatches a request and looks at the answer.
 *
 * <p>Implementations are safe for use by any number of threads, and those of the library take no connection of a
 * gateway's pool.
 */
@FunctionalInterface
public interface HealthProbe {

    /**
     * Checks once. Returns normally if the application is well. Blocks the caller no longer than the probe's own
     * timeouts.
     *
     * @throws GatewayException if the application is not well ({@link GatewayException#blamesBackend} is true), or if
     *     the check failed for a reason on this side
     */
    void check() throws GatewayException;
}
