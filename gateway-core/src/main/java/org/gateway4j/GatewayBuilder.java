package org.gateway4j;

import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

/**
 * What the builders of all gateways have in common. All of it has defaults. Every setter returns the builder and throws {@link
 * NullPointerException} for null. No property changes another one, so the order of calls for different ones does not matter.
 * Not safe for use by several threads.
 *
 * @param <B> the builder itself
 */
public interface GatewayBuilder<B extends GatewayBuilder<B>> {

    /**
     * What the host calls the gateway, in messages, metrics and thread names. Default the protocol and the endpoint, which
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
     * Changes the deadlines, and leaves those that it does not name as they are.
     *
     * @param change makes the new deadlines of the present ones
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
     * Changes the bounds, and leaves those that it does not name as they are.
     *
     * @param change makes the new bounds of the present ones
     * @return this builder
     */
    B limits(UnaryOperator<Limits> change);

    /**
     * What happens to request bodies before they are sent. Default {@link Spooling#defaults}.
     *
     * @param value the spooling
     * @return this builder
     * @throws IllegalArgumentException if the mode is {@link Spooling.Mode#STREAM_ALL} and applications cannot take that
     */
    B spooling(Spooling value);

    /**
     * Changes the spooling, and leaves what it does not name as it is.
     *
     * @param change makes the new spooling of the present one
     * @return this builder
     * @throws IllegalArgumentException as {@link #spooling(Spooling)}
     */
    B spooling(UnaryOperator<Spooling> change);

    /**
     * Which files the application may ask the host to send. Default {@link SendfileRoots#none}.
     *
     * @param value the directories
     * @return this builder
     */
    B sendfileRoots(SendfileRoots value);

    /**
     * How many local redirects may lead to a request. Default 5: an application that redirects to itself for ever ends in a
     * {@link BackendFailureException}.
     *
     * @param value the number, not negative
     * @return this builder
     * @throws IllegalArgumentException if it is negative
     */
    B maxRedirects(int value);

    /**
     * Who is told of exchanges and connections. Default nobody. {@link GatewayListener#andThen} joins several.
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
     * @param value runs tasks on threads that are no event loops
     * @return this builder
     */
    B executor(Executor value);

    /**
     * Makes the gateway. Nothing is opened or started.
     *
     * @return the gateway
     * @throws IllegalStateException if what has no default is not set
     */
    Gateway build();
}
