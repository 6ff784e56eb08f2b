package org.gateway4j.internal.exchange;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.gateway4j.GatewayBuilder;
import org.gateway4j.GatewayListener;
import org.gateway4j.Limits;
import org.gateway4j.PoolConfig;
import org.gateway4j.SendfileRoots;
import org.gateway4j.Spooling;
import org.gateway4j.Timeouts;
import org.gateway4j.internal.body.BodyFileAccess;
import org.jspecify.annotations.Nullable;

/**
 * Collects what all gateways need and makes a {@link Backend} of it.
 *
 * @param <B> the builder itself
 */
public abstract class BackendBuilder<B extends GatewayBuilder<B>> implements GatewayBuilder<B> {

    private final Spooling.Mode usualMode;
    private final boolean lengthNeeded;
    private String name = "";
    private Timeouts timeouts = Timeouts.defaults();
    private Limits limits = Limits.defaults();
    private Spooling spooling = Spooling.defaults();
    private SendfileRoots sendfileRoots = SendfileRoots.none();
    private int maxRedirects = Backend.USUAL_REDIRECTS;
    private @Nullable GatewayListener listener;
    private @Nullable Executor executor;

    /**
     * A builder with the defaults.
     *
     * @param usualMode what {@link Spooling.Mode#BY_PROTOCOL} means
     * @param lengthNeeded whether applications must be told a request body's length before its first byte
     */
    protected BackendBuilder(Spooling.Mode usualMode, boolean lengthNeeded) {
        this.usualMode = usualMode;
        this.lengthNeeded = lengthNeeded;
    }

    /** This. */
    protected abstract B self();

    @Override
    public final B name(String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("name is empty");
        }
        name = value;
        return self();
    }

    @Override
    public final B timeouts(Timeouts value) {
        timeouts = requireNonNull(value, "timeouts");
        return self();
    }

    @Override
    public final B timeouts(UnaryOperator<Timeouts> change) {
        return timeouts(change.apply(timeouts));
    }

    @Override
    public final B limits(Limits value) {
        limits = requireNonNull(value, "limits");
        return self();
    }

    @Override
    public final B limits(UnaryOperator<Limits> change) {
        return limits(change.apply(limits));
    }

    @Override
    public final B spooling(Spooling value) {
        requireNonNull(value, "spooling");
        if (lengthNeeded && value.mode() == Spooling.Mode.STREAM_ALL) {
            throw new IllegalArgumentException(
                    "spooling.mode STREAM_ALL: the application needs the length of a body before its first byte");
        }
        spooling = value;
        return self();
    }

    @Override
    public final B spooling(UnaryOperator<Spooling> change) {
        return spooling(change.apply(spooling));
    }

    /** The spooling, with the protocol's own mode where it is left to that. */
    protected final Spooling spooling() {
        return spooling.mode() == Spooling.Mode.BY_PROTOCOL ? spooling.withMode(usualMode) : spooling;
    }

    @Override
    public final B sendfileRoots(SendfileRoots value) {
        sendfileRoots = requireNonNull(value, "sendfileRoots");
        return self();
    }

    @Override
    public final B maxRedirects(int value) {
        if (value < 0) {
            throw new IllegalArgumentException("maxRedirects is " + value + "; it must not be negative");
        }
        maxRedirects = value;
        return self();
    }

    @Override
    public final B listener(GatewayListener value) {
        listener = requireNonNull(value, "listener");
        return self();
    }

    @Override
    public final B executor(Executor value) {
        executor = requireNonNull(value, "executor");
        return self();
    }

    /** Where to run what may block, or null if the host has not said. */
    protected final @Nullable Executor executor() {
        return executor;
    }

    /**
     * An application with these settings.
     *
     * @param address the protocol and the endpoint
     * @param medium what carries requests to it
     * @param pool how many connections it takes
     * @param bodyFileAccess how to hand bodies in spool files over to it, or null to send them
     */
    protected final Backend backend(
            String address, Medium medium, PoolConfig pool, @Nullable BodyFileAccess bodyFileAccess) {
        boolean named = !name.isEmpty();
        return Backend.of(
                named ? name : address,
                named ? name + " (" + address + ")" : address,
                medium,
                pool,
                timeouts,
                limits,
                spooling(),
                bodyFileAccess,
                sendfileRoots,
                maxRedirects,
                listener);
    }
}
