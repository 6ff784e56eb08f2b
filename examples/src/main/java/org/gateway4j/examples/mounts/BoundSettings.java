package org.gateway4j.examples.mounts;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Optional;
import org.gateway4j.GatewayBuilder;
import org.gateway4j.Limits;
import org.gateway4j.Spooling;
import org.gateway4j.examples.options.Settings;
import org.gateway4j.examples.options.UsageException;

/** The settings of every mount that bound what is sent and accepted, and say which bodies are read ahead. */
record BoundSettings(Settings settings) {

    private static final String SPOOL = "spool";

    /** What {@link Spooling.Mode} is called on the command line. */
    private enum Spool {
        OFF("off", Spooling.Mode.STREAM_ALL),
        REFUSE("refuse", Spooling.Mode.REFUSE_UNKNOWN_LENGTH),
        UNKNOWN("unknown", Spooling.Mode.UNKNOWN_LENGTH),
        ALL("all", Spooling.Mode.ALL);

        private final String text;
        private final Spooling.Mode mode;

        Spool(String text, Spooling.Mode mode) {
            this.text = text;
            this.mode = mode;
        }
    }

    /** A limit that can be set. */
    private interface Limit {

        Limits set(Limits limits, int value);
    }

    /** Tells a gateway. */
    void takeInto(GatewayBuilder<?> gateway) throws UsageException {
        gateway.limits(limits());
        Spooling spooling = spooling();
        try {
            gateway.spooling(spooling);
        } catch (IllegalArgumentException e) {
            throw settings.refuse(SPOOL, "off", String.valueOf(e.getMessage()));
        }
    }

    Limits limits() throws UsageException {
        Limits limits = Limits.defaults();
        limits = limit(limits, "request.head", Limits::withRequestHead);
        limits = limit(limits, "request.fields", Limits::withRequestHeaders);
        limits = limit(limits, "response.head", Limits::withResponseHead);
        limits = limit(limits, "response.fields", Limits::withResponseHeaders);
        limits = limit(limits, "stderr", Limits::withStderrBytes);
        return limit(limits, "stderr.lines", Limits::withStderrLinesPerSecond);
    }

    private Limits limit(Limits limits, String name, Limit limit) throws UsageException {
        String key = "limit." + name;
        Optional<Long> value = settings.takeBytes(key);
        if (value.isEmpty()) {
            return limits;
        }
        if (value.get() > Integer.MAX_VALUE) {
            throw settings.refuse(key, value.get().toString(), "must be less than 2g");
        }
        try {
            return limit.set(limits, value.get().intValue());
        } catch (IllegalArgumentException e) {
            throw settings.refuse(key, value.get().toString(), String.valueOf(e.getMessage()));
        }
    }

    Spooling spooling() throws UsageException {
        Spooling spooling = Spooling.defaults().withMode(mode());
        Optional<Long> memory = settings.takeBytes("spool.memory");
        if (memory.isPresent()) {
            spooling = spooling.withMemory((int) Math.min(memory.get(), Integer.MAX_VALUE));
        }
        Optional<Long> max = settings.takeBytes("spool.max");
        if (max.isPresent()) {
            spooling = spooling.withMaxBytes(max.get());
        }
        Optional<Long> total = settings.takeBytes("spool.total");
        if (total.isPresent()) {
            spooling = spooling.withMaxTotalBytes(total.get());
        }
        Optional<String> directory = settings.take("spool.directory");
        return directory.isPresent()
                ? spooling.withDirectory(settings.directory("spool.directory", directory.get()))
                : spooling;
    }

    private Spooling.Mode mode() throws UsageException {
        Optional<String> value = settings.take(SPOOL);
        if (value.isEmpty()) {
            return Spooling.Mode.BY_PROTOCOL;
        }
        return Arrays.stream(Spool.values())
                .filter(spool -> spool.text.equals(value.get()))
                .findFirst()
                .orElseThrow(() -> settings.refuse(
                        SPOOL,
                        value.get(),
                        "must be one of "
                                + Arrays.stream(Spool.values())
                                        .map(spool -> spool.text)
                                        .collect(joining(", "))))
                .mode;
    }
}
