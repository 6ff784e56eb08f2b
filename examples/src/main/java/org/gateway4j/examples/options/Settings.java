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

    private final String mount;
    private final List<Setting> given;
    private final Map<String, List<String>> left = new LinkedHashMap<>();
    private final List<String> known = new ArrayList<>();

    Settings(String mount, List<Setting> given) {
        this.mount = mount;
        this.given = List.copyOf(given);
        for (Setting setting : given) {
            left.computeIfAbsent(setting.key(), key -> new ArrayList<>()).add(setting.value());
        }
    }

    /** Those that are left, to be taken once more. */
    Settings copy() {
        Settings copy = new Settings(mount, given);
        copy.left.clear();
        copy.left.putAll(left);
        copy.known.addAll(known);
        return copy;
    }

    /** The value of a setting, if it was given. */
    public Optional<String> take(String key) throws UsageException {
        known.add(key);
        return remove(key);
    }

    private Optional<String> remove(String key) throws UsageException {
        List<String> values = left.getOrDefault(key, List.of());
        if (values.size() > 1) {
            throw refuse(key, values.get(1), "occurs twice");
        }
        left.remove(key);
        return values.stream().findFirst();
    }

    /** All values of a setting that may occur several times. */
    public List<String> takeEach(String key) {
        known.add(key);
        List<String> values = left.remove(key);
        return values == null ? List.of() : values;
    }

    /** All settings whose key begins with a prefix, without it. */
    public Map<String, String> takeAll(String prefix) throws UsageException {
        known.add(prefix + "NAME");
        Map<String, String> taken = new LinkedHashMap<>();
        for (String key : List.copyOf(left.keySet())) {
            if (key.startsWith(prefix)) {
                taken.put(key.substring(prefix.length()), remove(key).orElseThrow());
            }
        }
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

    /** A number of bytes, such as {@code 65536}, {@code 64k}, {@code 512m} or {@code 2g}. */
    public Optional<Long> takeBytes(String key) throws UsageException {
        Optional<String> value = take(key);
        return value.isEmpty()
                ? Optional.empty()
                : Optional.of(Bytes.parse(value.get()).orElseThrow(() -> refuse(key, value.get(), Bytes.FORMAT)));
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
                Optional<String> value = remove(key);
                if (value.isPresent()) {
                    timeouts = deadline.set(timeouts, label(key, value.get()), value.get());
                }
            }
            known.add(TIMEOUT + deadline.key());
        }
        return timeouts;
    }

    /** The directories that a setting names, each of which there is. */
    public List<Path> takeDirectories(String key) throws UsageException {
        List<Path> directories = new ArrayList<>();
        for (String value : takeEach(key)) {
            directories.add(directory(key, value));
        }
        return directories;
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
        return new UsageException(label(key, value), value, allowed);
    }

    /** The last of equal settings is the one that is too much. */
    private String label(String key, String value) {
        return given.stream()
                        .filter(setting ->
                                setting.key().equals(key) && setting.value().equals(value))
                        .reduce((first, second) -> second)
                        .map(Setting::label)
                        .orElse(mount)
                + " setting " + key;
    }

    /** An error in the protocol. */
    public UsageException refuseProtocol(String protocol, String allowed) {
        return new UsageException(mount + " protocol", protocol, allowed);
    }

    /** An error in what stands before the settings. */
    public UsageException refuseTarget(String target, String allowed) {
        return new UsageException(mount + " target", target, allowed);
    }

    /** To be called when everything known was taken. */
    public void refuseOthers() throws UsageException {
        for (Map.Entry<String, List<String>> setting : left.entrySet()) {
            throw refuse(
                    setting.getKey(),
                    setting.getValue().get(0),
                    "unknown; allowed settings are " + String.join(", ", known));
        }
    }
}
