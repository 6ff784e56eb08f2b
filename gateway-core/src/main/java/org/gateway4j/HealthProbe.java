package org.gateway4j;

/**
 * A question about an application's health, outside of any request. Each protocol's probes offer some; a host can write its own,
 * for instance one that dispatches a request and looks at the answer.
 *
 * <p>Implementations are safe for use by any number of threads, and take no connection of a gateway's pool.
 */
@FunctionalInterface
public interface HealthProbe {

    /**
     * Asks once. Returns if the application is well. Blocks the caller no longer than the probe's own timeouts.
     *
     * @throws GatewayException what is wrong; {@link GatewayException#blamesBackend} says whether it tells of the application
     */
    void check() throws GatewayException;
}
