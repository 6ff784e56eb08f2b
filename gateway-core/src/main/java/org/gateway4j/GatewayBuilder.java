package org.gateway4j;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the builders of all gateways collect. All of it has defaults. Not safe for use by several threads.
 *
 * @param <B> the builder itself
 */
public abstract class GatewayBuilder<B extends GatewayBuilder<B>> {

    private final Spooling.Mode usualMode;
    private final boolean lengthNeeded;
    private Timeouts timeouts = Timeouts.defaults();
    private Limits limits = Limits.defaults();
    private Spooling spooling = Spooling.defaults();
    private SendfileRoots sendfileRoots = SendfileRoots.none();
    private @Nullable GatewayListener listener;

    /**
     * A builder with the defaults.
     *
     * @param usualMode what {@link Spooling.Mode#BY_PROTOCOL} means
     * @param lengthNeeded whether applications must be told a request body's length before its first byte
     */
    protected GatewayBuilder(Spooling.Mode usualMode, boolean lengthNeeded) {
        this.usualMode = usualMode;
        this.lengthNeeded = lengthNeeded;
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
     * Changes the deadlines, and leaves those that it does not name as they are.
     *
     * @param change makes the new deadlines of the present ones
     * @return this builder
     */
    public final B timeouts(UnaryOperator<Timeouts> change) {
        return timeouts(change.apply(timeouts));
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
     * Changes the bounds, and leaves those that it does not name as they are.
     *
     * @param change makes the new bounds of the present ones
     * @return this builder
     */
    public final B limits(UnaryOperator<Limits> change) {
        return limits(change.apply(limits));
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
     * What happens to request bodies before they are sent. Default {@link Spooling#defaults}.
     *
     * @param value the spooling
     * @return this builder
     * @throws IllegalArgumentException if the mode is {@link Spooling.Mode#NONE} and applications cannot take that
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
     * Changes the spooling, and leaves what it does not name as it is.
     *
     * @param change makes the new spooling of the present one
     * @return this builder
     * @throws IllegalArgumentException as {@link #spooling(Spooling)}
     */
    public final B spooling(UnaryOperator<Spooling> change) {
        return spooling(change.apply(spooling));
    }

    /**
     * The spooling that is set, with {@link Spooling.Mode#BY_PROTOCOL} replaced by the protocol's own mode.
     *
     * @return the spooling
     */
    protected final Spooling spooling() {
        return spooling.mode() == Spooling.Mode.BY_PROTOCOL ? spooling.withMode(usualMode) : spooling;
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
