package org.gateway4j.host.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.gateway4j.PoolStats;

/**
 * A pool whose figures registries read when they are asked for them.
 *
 * @param gateway the gateway with the pool; registries do not keep it alive
 * @param stats reads its figures, without a reference to the gateway of its own
 * @param <G> the type of the gateway
 */
record WatchedPool<G>(G gateway, Function<G, PoolStats> stats) {

    /** Registers all figures. */
    List<Meter> register(MeterRegistry registry, Tags tags) {
        return List.of(
                gauge("gateway4j.pool.connections", "Open connections", PoolStats::inUse)
                        .tags(tags.and("state", "used"))
                        .register(registry),
                gauge("gateway4j.pool.connections", "Open connections", PoolStats::idle)
                        .tags(tags.and("state", "idle"))
                        .register(registry),
                gauge("gateway4j.pool.limit", "The cap on connections", PoolStats::limit)
                        .tags(tags)
                        .register(registry),
                gauge("gateway4j.pool.waiting", "Callers that wait for a connection", PoolStats::waiting)
                        .tags(tags)
                        .register(registry),
                FunctionCounter.builder("gateway4j.pool.rejected", gateway, read(stats, PoolStats::rejected))
                        .description("Callers that were rejected because the pool was busy")
                        .tags(tags)
                        .register(registry));
    }

    private Gauge.Builder<G> gauge(String name, String description, ToDoubleFunction<PoolStats> figure) {
        return Gauge.builder(name, gateway, read(stats, figure)).description(description);
    }

    /** Static, because the function must not refer to this record, which keeps the gateway alive. */
    private static <G> ToDoubleFunction<G> read(Function<G, PoolStats> stats, ToDoubleFunction<PoolStats> figure) {
        return gateway -> figure.applyAsDouble(stats.apply(gateway));
    }
}
