package org.gateway4j.host.micrometer;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The meters of one name: one for each value of the tags that vary, registered when it is first needed. Safe for use by any
 * number of threads.
 *
 * @param <K> the values of the tags that vary
 * @param <M> the type of the meters
 */
final class MeterFamily<K, M extends Meter> {

    private final Map<K, M> meters = new ConcurrentHashMap<>();
    private final Function<K, M> registration;

    MeterFamily(Function<K, M> registration) {
        this.registration = registration;
    }

    M of(K key) {
        M present = meters.get(key);
        return present != null ? present : meters.computeIfAbsent(key, registration);
    }

    void removeFrom(MeterRegistry registry) {
        meters.values().forEach(registry::remove);
    }
}
