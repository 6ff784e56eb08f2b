package org.gateway4j;

import org.jspecify.annotations.Nullable;

/**
 * What the builders of all gateways collect. All of it has defaults. Not safe for use by several threads.
 *
 * @param <B> the builder itself
 */
public abstract class GatewayBuilder<B extends GatewayBuilder<B>> {

    private final boolean lengthNeeded;
    private Timeouts timeouts = Timeouts.defaults();
    private Limits limits = Limits.defaults();
    private Spooling spooling;
    private SendfileRoots sendfileRoots = SendfileRoots.none();
    private @Nullable GatewayListener listener;

    /**
     * A builder with the defaults.
     *
     * @param lengthNeeded whether applications need the length of a request body before its first byte
     */
    protected GatewayBuilder(boolean lengthNeeded) {
        this.lengthNeeded = lengthNeeded;
        this.spooling = lengthNeeded ? Spooling.defaults() : Spooling.defaults().withMode(Spooling.Mode.NONE);
    }

    /**
     * This.
     *
     * @return this builder
     */
    protected abstract B self();

    /**
     * The deadlines. Default {@link Timeouts#defaults}.
     *
     * @param value the deadlines
     * @return this builder
     */
    public final B timeouts(Timeouts value) {
        timeouts = value;
        return self();
    }

    /**
     * The deadlines that are set.
     *
     * @return the deadlines
     */
    protected final Timeouts timeouts() {
        return timeouts;
    }

    /**
     * The bounds. Default {@link Limits#defaults}.
     *
     * @param value the bounds
     * @return this builder
     */
    public final B limits(Limits value) {
        limits = value;
        return self();
    }

    /**
     * The bounds that are set.
     *
     * @return the bounds
     */
    protected final Limits limits() {
        return limits;
    }

    /**
     * What happens to request bodies of unknown length before they are sent. Default {@link Spooling#defaults} where the
     * application needs their length: they are read ahead. Elsewhere {@link Spooling.Mode#NONE}: all bodies stream.
     *
     * @param value the spooling
     * @return this builder
     * @throws IllegalArgumentException if the mode is {@link Spooling.Mode#NONE} and the application needs their length
     */
    public final B spooling(Spooling value) {
        if (lengthNeeded && value.mode() == Spooling.Mode.NONE) {
            throw new IllegalArgumentException(
                    "spooling.mode NONE: the application needs the length of a body before its first byte");
        }
        spooling = value;
        return self();
    }

    /**
     * The spooling that is set.
     *
     * @return the spooling
     */
    protected final Spooling spooling() {
        return spooling;
    }

    /**
     * Which files the application may ask the host to send. Default {@link SendfileRoots#none}.
     *
     * @param value the directories
     * @return this builder
     */
    public final B sendfileRoots(SendfileRoots value) {
        sendfileRoots = value;
        return self();
    }

    /**
     * The directories that are set.
     *
     * @return the directories
     */
    protected final SendfileRoots sendfileRoots() {
        return sendfileRoots;
    }

    /**
     * Who is told of exchanges and connections. Default nobody.
     *
     * @param value the listener
     * @return this builder
     */
    public final B listener(GatewayListener value) {
        listener = value;
        return self();
    }

    /**
     * The listener that is set.
     *
     * @return the listener, or null if nobody is told
     */
    protected final @Nullable GatewayListener listener() {
        return listener;
    }

    /**
     * Makes the gateway. Nothing is opened or started.
     *
     * @return the gateway
     * @throws IllegalStateException if what has no default is not set
     */
    public abstract Gateway build();
}
