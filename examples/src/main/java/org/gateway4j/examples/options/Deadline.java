package org.gateway4j.examples.options;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.gateway4j.Timeouts;

/** A deadline that can be set, for all mounts or for one. */
enum Deadline {
    CONNECT,
    ACQUIRE,
    WRITE,
    HEAD,
    READ,
    EXCHANGE;

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
        return set(timeouts, duration);
    }

    private Timeouts set(Timeouts timeouts, Duration duration) {
        return switch (this) {
            case CONNECT -> timeouts.withConnect(duration);
            case ACQUIRE -> timeouts.withAcquire(duration);
            case WRITE -> timeouts.withWrite(duration);
            case HEAD -> timeouts.withHead(duration);
            case READ -> timeouts.withRead(duration);
            case EXCHANGE -> timeouts.withExchange(duration);
        };
    }
}
