package org.gateway4j.host.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.gateway4j.ExchangeFacts;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayBuilder;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayListener;
import org.gateway4j.GatewayRequest;
import org.gateway4j.PoolStats;
import org.gateway4j.async.AsyncGateway;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one gateway. It hears of exchanges and connections as the {@link GatewayBuilder#listener} of the gateway, and
 * reads the figures of the pool that it {@linkplain #watch(Gateway) watches}. It records both in each registry that it is
 * {@linkplain #bindTo bound} to, and nothing before.
 *
 * <pre>
 * GatewayMetrics metrics = GatewayMetrics.of("shop");
 * Gateway shop = AjpGateway.builder(endpoint).listener(metrics).build();
 * metrics.watch(shop).bindTo(registry);
 * </pre>
 *
 * <p>All names begin with {@code gateway4j}. The page <i>Metrics and traces</i> of the guide lists them. All meters have the tag
 * {@code gateway}; no tag has a value that a client can choose.
 *
 * <p>Safe for use by any number of threads. Registries keep meters until {@link #close}, but do not keep the gateway alive.
 */
public final class GatewayMetrics implements GatewayListener, MeterBinder, AutoCloseable {

    private static final GatewayListener NOBODY = new GatewayListener() {};

    private final Tags tags;
    private final Object lock = new Object();
    private final List<RegistryMeters> registries = new ArrayList<>();
    private @Nullable WatchedPool<?> pool;
    private boolean closed;

    /** Records in all registries. */
    private volatile GatewayListener recorder = NOBODY;

    private GatewayMetrics(Tags tags) {
        this.tags = tags;
    }

    /**
     * The meters of a gateway.
     *
     * @param gateway the value of the tag {@code gateway}, such as {@code shop}. The {@link Gateway#name} of a gateway without
     *     a name of its own is less suitable, because it holds the address of the application
     * @return meters that are not bound to a registry
     * @throws IllegalArgumentException if the name is blank
     */
    public static GatewayMetrics of(String gateway) {
        return new GatewayMetrics(Tags.of(GatewayTag.KEY, GatewayTag.checked(gateway)));
    }

    /**
     * The same meters with further tags, such as {@code protocol}. Meters of the same name need the same keys of tags in some
     * registries, Prometheus's among them, so all gateways of a host should get the same keys.
     *
     * @param more tags for all meters, in place of present ones with the same keys
     * @return other meters, which are not bound to a registry and watch no pool
     */
    public GatewayMetrics withTags(Iterable<? extends Tag> more) {
        return new GatewayMetrics(tags.and(more));
    }

    /**
     * Adds the figures of a gateway's pool.
     *
     * @param gateway the gateway whose listener this is
     * @return this
     * @throws IllegalStateException if another pool is watched already, or this is closed
     */
    public GatewayMetrics watch(Gateway gateway) {
        return watch(gateway, Gateway::stats);
    }

    /**
     * Adds the figures of a gateway's pool.
     *
     * @param gateway the gateway whose listener this is
     * @return this
     * @throws IllegalStateException if another pool is watched already, or this is closed
     */
    public GatewayMetrics watch(AsyncGateway gateway) {
        return watch(gateway, AsyncGateway::stats);
    }

    private <G> GatewayMetrics watch(G gateway, Function<G, PoolStats> stats) {
        WatchedPool<G> watched = new WatchedPool<>(gateway, stats);
        synchronized (lock) {
            checkOpen();
            if (pool != null) {
                throw new IllegalStateException("the metrics of " + tags + " watch another pool already");
            }
            pool = watched;
            registries.forEach(meters -> meters.add(watched));
        }
        return this;
    }

    /**
     * Registers the meters. From now on exchanges and connections are recorded there too. Binding to the same registry again does
     * nothing.
     *
     * @param registry where to register; it must have no meters of another gateway with the same name
     * @throws IllegalStateException if this is closed
     */
    @Override
    public void bindTo(MeterRegistry registry) {
        synchronized (lock) {
            checkOpen();
            if (registries.stream().anyMatch(meters -> meters.isIn(registry))) {
                return;
            }
            RegistryMeters meters = new RegistryMeters(registry, tags);
            if (pool != null) {
                meters.add(pool);
            }
            registries.add(meters);
            recorder = recorder.andThen(meters.recorder());
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the metrics of " + tags + " are closed");
        }
    }

    /**
     * Removes the meters from all registries, and records nothing any more. Close the gateway first: it tells of the connections
     * that it closes. Further calls do nothing.
     */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            recorder = NOBODY;
            registries.forEach(RegistryMeters::remove);
            registries.clear();
            pool = null;
        }
    }

    @Override
    public void requestSpooled(GatewayRequest request, long bytes) {
        recorder.requestSpooled(request, bytes);
    }

    @Override
    public void connectionAcquired(GatewayRequest request, long connectionId, boolean reused, long waitedNanos) {
        recorder.connectionAcquired(request, connectionId, reused, waitedNanos);
    }

    @Override
    public void requestRetried(GatewayRequest request, GatewayException failure) {
        recorder.requestRetried(request, failure);
    }

    @Override
    public void applicationError(GatewayRequest request, String text) {
        recorder.applicationError(request, text);
    }

    @Override
    public void exchangeEnded(GatewayRequest request, ExchangeFacts facts) {
        recorder.exchangeEnded(request, facts);
    }

    @Override
    public void connectionOpened(long connectionId, long nanos) {
        recorder.connectionOpened(connectionId, nanos);
    }

    @Override
    public void connectionClosed(long connectionId, CloseReason reason, long lifetimeNanos) {
        recorder.connectionClosed(connectionId, reason, lifetimeNanos);
    }
}
