package org.gateway4j.examples.options;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import org.gateway4j.Timeouts;

/** A deadline that can be set, for all mounts or for one. */
enum Deadline {
    CONNECT(Timeouts::withConnect),
    ACQUIRE(Timeouts::withAcquire),
    WRITE(Timeouts::withWrite),
    HEAD(Timeouts::withHead),
    READ(Timeouts::withRead),
    EXCHANGE(Timeouts::withExchange);

    private final BiFunction<Timeouts, Duration, Timeouts> setter;

    Deadline(BiFunction<Timeouts, Duration, Timeouts> setter) {
        this.setter = setter;
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Deadline> ofKey(String key) {
        return Arrays.stream(values())
                .filter(deadline -> deadline.key().equals(key))
                .findFirst();
    }

    static String keys() {
        return Arrays.stream(values()).map(Deadline::key).collect(joining(", "));
    }

    Timeouts set(Timeouts timeouts, String option, String value) throws UsageException {
        Duration duration =
                Durations.parse(value).orElseThrow(() -> new UsageException(option, value, Durations.FORMAT));
        return setter.apply(timeouts, duration);
    }
}
