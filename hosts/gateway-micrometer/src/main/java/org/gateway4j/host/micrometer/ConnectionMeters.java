package org.gateway4j.host.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.gateway4j.GatewayListener;
import org.gateway4j.GatewayRequest;

/** Records connections in one registry. */
final class ConnectionMeters implements GatewayListener {

    private final MeterRegistry registry;
    private final Tags tags;
    private final MeterFamily<Boolean, Timer> waits = new MeterFamily<>(this::wait);
    private final MeterFamily<CloseReason, Timer> lifetimes = new MeterFamily<>(this::lifetime);
    private final Timer openings;

    ConnectionMeters(MeterRegistry registry, Tags tags) {
        this.registry = registry;
        this.tags = tags;
        this.openings = Timer.builder("gateway4j.connection.open")
                .description("Time to open a connection")
                .tags(tags)
                .register(registry);
    }

    private Timer wait(boolean reused) {
        return Timer.builder("gateway4j.connection.wait")
                .description("Time that a request waited for its connection")
                .tags(tags)
                .tag("reused", Boolean.toString(reused))
                .register(registry);
    }

    private Timer lifetime(CloseReason reason) {
        return Timer.builder("gateway4j.connection.lifetime")
                .description("Time that a connection was open, recorded when it is closed")
                .tags(tags)
                .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    @Override
    public void connectionAcquired(GatewayRequest request, long connectionId, boolean reused, long waitedNanos) {
        waits.of(reused).record(waitedNanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void connectionOpened(long connectionId, long nanos) {
        openings.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void connectionClosed(long connectionId, CloseReason reason, long lifetimeNanos) {
        lifetimes.of(reason).record(lifetimeNanos, TimeUnit.NANOSECONDS);
    }

    void remove() {
        waits.removeFrom(registry);
        lifetimes.removeFrom(registry);
        registry.remove(openings);
    }
}
