package org.gateway4j.host.micrometer;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import org.gateway4j.GatewayListener;

/** All meters of one gateway in one registry. Used under the lock of {@link GatewayMetrics}, except for the recorder. */
final class RegistryMeters {

    private final MeterRegistry registry;
    private final Tags tags;
    private final ExchangeMeters exchanges;
    private final ConnectionMeters connections;
    private final List<Meter> pool = new ArrayList<>();

    RegistryMeters(MeterRegistry registry, Tags tags) {
        this.registry = registry;
        this.tags = tags;
        this.exchanges = new ExchangeMeters(registry, tags);
        this.connections = new ConnectionMeters(registry, tags);
    }

    boolean isIn(MeterRegistry other) {
        return registry.equals(other);
    }

    /** Records what it is told. */
    GatewayListener recorder() {
        return exchanges.andThen(connections);
    }

    void add(WatchedPool<?> watched) {
        pool.addAll(watched.register(registry, tags));
    }

    void remove() {
        exchanges.remove();
        connections.remove();
        pool.forEach(registry::remove);
        pool.clear();
    }
}
