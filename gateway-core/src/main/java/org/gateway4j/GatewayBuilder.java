package org.gateway4j;

import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

/**
 * The settings that all gateways have in common. Each of them has a default. Every setter returns the builder and
 * throws {@link NullPointerException} for null. No setting changes another one, so the order of calls for different
 * settings does not matter. Not safe for use by several threads.
 *
 * @param <B> the builder itself
 */
public interface GatewayBuilder<B extends GatewayBuilder<B>> {

    /**
     * The name of the gateway in messages, metrics and thread names. Default: the protocol and the endpoint, which
     * messages show in any case.
     *
     * @param value the name, such as {@code shop}
     * @return this builder
     * @throws IllegalArgumentException if it is empty
     */
    B name(String value);

    /**
     * The deadlines. Default {@link Timeouts#defaults}.
     *
     * @param value the deadlines
     * @return this builder
     */
    B timeouts(Timeouts value);

    /**
     * Changes some deadlines of those set so far.
     *
     * @param change returns the new deadlines, given the present ones
     * @return this builder
     */
    B timeouts(UnaryOperator<Timeouts> change);

    /**
     * The bounds. Default {@link Limits#defaults}.
     *
     * @param value the bounds
     * @return this builder
     */
    B limits(Limits value);

    /**
     * Changes some bounds of those set so far.
     *
     * @param change returns the new bounds, given the present ones
     * @return this builder
     */
    B limits(UnaryOperator<Limits> change);

    /**
     * Which request bodies are read ahead of sending, and where they are kept. Default {@link Spooling#defaults}.
     *
     * @param value the spooling
     * @return this builder
     * @throws IllegalArgumentException if the mode is {@link Spooling.Mode#STREAM_ALL} and applications cannot take
     *     that
     */
    B spooling(Spooling value);

    /**
     * Changes a part of the spooling set so far.
     *
     * @param change returns the new spooling, given the present one
     * @return this builder
     * @throws IllegalArgumentException as {@link #spooling(Spooling)}
     */
    B spooling(UnaryOperator<Spooling> change);

    /**
     * The directories below which the application may ask the host to send files. Default {@link SendfileRoots#none}:
     * the host is never asked.
     *
     * @param value the directories
     * @return this builder
     */
    B sendfileRoots(SendfileRoots value);

    /**
     * The number of local redirects that may lead to one request. Default 5: an application that keeps redirecting to
     * itself ends in a {@link BackendFailureException}.
     *
     * @param value the number, not negative
     * @return this builder
     * @throws IllegalArgumentException if it is negative
     */
    B maxRedirects(int value);

    /**
     * The listener that hears of exchanges and connections. Default none. {@link GatewayListener#andThen} joins
     * several.
     *
     * @param value the listener
     * @return this builder
     */
    B listener(GatewayListener value);

    /**
     * Where an {@link org.gateway4j.async.AsyncGateway} runs what may block: reading bodies ahead, name look-ups, and script
     * mappers that look at files. Default daemon threads of the gateway's own, made when they are needed. A gateway that blocks
     * its caller does not use it.
     *
     * <p>With fewer threads than slow clients, requests wait in the queue of the executor. {@link Timeouts#exchange} bounds that
     * wait, too.
     *
     * @param value runs tasks on threads that are no event loops
     * @return this builder
     */
    B executor(Executor value);

    /**
     * Makes the gateway. Nothing is opened or started.
     *
     * @return the gateway
     * @throws IllegalStateException if a setting without a default is missing
     */
    Gateway build();
}
