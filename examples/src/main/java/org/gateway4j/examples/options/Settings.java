package org.gateway4j.examples.options;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gateway4j.Timeouts;

/**
 * The settings of one mount. Whoever makes the mount takes those that it knows; what is then left over is a mistake.
 * Not safe for use by several threads.
 */
public final class Settings {

    private static final String TIMEOUT = "timeout.";

    private final String option;
    private final Map<String, String> left;
    private final List<String> known = new ArrayList<>();

    Settings(String option, Map<String, String> values) {
        this.option = option;
        this.left = new LinkedHashMap<>(values);
    }

    /** The value of a setting, if it was given. */
    public Optional<String> take(String key) {
        known.add(key);
        return Optional.ofNullable(left.remove(key));
    }

    /** All settings whose key begins with a prefix, without it. */
    public Map<String, String> takeAll(String prefix) {
        known.add(prefix + "NAME");
        Map<String, String> taken = new LinkedHashMap<>();
        left.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                taken.put(key.substring(prefix.length()), value);
            }
        });
        left.keySet().removeIf(key -> key.startsWith(prefix));
        return taken;
    }

    /** A number, such as one of connections or processes. */
    public int takeCount(String key, int otherwise) throws UsageException {
        Optional<String> value = take(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        if (!value.get().matches("[1-9][0-9]{0,5}")) {
            throw refuse(key, value.get(), "must be a number from 1 to 999999");
        }
        return Integer.parseInt(value.get());
    }

    /** A time, of which {@code off} is the longest. */
    public Duration takeDuration(String key, Duration otherwise) throws UsageException {
        Optional<String> value = take(key);
        return value.isEmpty()
                ? otherwise
                : Durations.parse(value.get()).orElseThrow(() -> refuse(key, value.get(), Durations.FORMAT));
    }

    /** What is on or off. */
    public boolean takeSwitch(String key, boolean otherwise) throws UsageException {
        Optional<String> value = take(key);
        if (value.isPresent() && !value.get().matches("on|off")) {
            throw refuse(key, value.get(), "must be on or off");
        }
        return value.map("on"::equals).orElse(otherwise);
    }

    /** The deadlines, with those changed that this mount sets itself: {@code timeout.read=5m}, or {@code read=5m}. */
    public Timeouts takeTimeouts(Timeouts otherwise) throws UsageException {
        Timeouts timeouts = otherwise;
        for (Deadline deadline : Deadline.values()) {
            for (String key : List.of(TIMEOUT + deadline.key(), deadline.key())) {
                String value = left.remove(key);
                if (value != null) {
                    timeouts = deadline.set(timeouts, option + " setting " + key, value);
                }
            }
            known.add(TIMEOUT + deadline.key());
        }
        return timeouts;
    }

    /** What a setting says, as a directory that there is. */
    public Path directory(String key, String value) throws UsageException {
        Path directory = path(key, value);
        if (!Files.isDirectory(directory)) {
            throw refuse(key, value, "must be a directory that exists");
        }
        return directory;
    }

    /** What a setting says, as a path. */
    public Path path(String key, String value) throws UsageException {
        try {
            return Path.of(value).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw refuse(key, value, "must be a path: " + e.getReason());
        }
    }

    /** An error in one of the settings. */
    public UsageException refuse(String key, String value, String allowed) {
        return new UsageException(option + " setting " + key, value, allowed);
    }

    /** An error in what stands before the settings. */
    public UsageException refuseTarget(String target, String allowed) {
        return new UsageException(option + " target", target, allowed);
    }

    /** To be called when everything known was taken. */
    public void refuseOthers() throws UsageException {
        for (Map.Entry<String, String> setting : left.entrySet()) {
            throw refuse(
                    setting.getKey(), setting.getValue(), "unknown; allowed settings are " + String.join(", ", known));
        }
    }
}
