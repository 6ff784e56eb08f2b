package org.gateway4j.host.servlet;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletConfig;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gateway4j.Timeouts;

/**
 * The init parameters of a servlet or filter. Whoever makes something of them takes those that it knows; a mistake is what is then
 * left over. Not safe for use by several threads.
 */
final class InitParameters {

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

    private final Map<String, String> left = new TreeMap<>();
    private final Set<String> known = new LinkedHashSet<>();

    private InitParameters(Enumeration<String> names, Function<String, String> values) {
        for (String name : Collections.list(names)) {
            left.put(name, values.apply(name).strip());
        }
    }

    static InitParameters of(ServletConfig config) {
        return new InitParameters(config.getInitParameterNames(), config::getInitParameter);
    }

    static InitParameters of(FilterConfig config) {
        return new InitParameters(config.getInitParameterNames(), config::getInitParameter);
    }

    /** The value of a parameter, if it was given. */
    Optional<String> take(String name) {
        known.add(name);
        return Optional.ofNullable(left.remove(name));
    }

    /** The value of a parameter that must be given. */
    String require(String name, String meaning) {
        return take(name)
                .orElseThrow(() -> new IllegalArgumentException("init parameter " + name + " is missing: " + meaning));
    }

    /**
     * What is made of a parameter.
     *
     * @param make throws {@link IllegalArgumentException} if it cannot be made of the value
     */
    <T> Optional<T> take(String name, Function<String, T> make) {
        return take(name).map(value -> {
            try {
                return make.apply(value);
            } catch (IllegalArgumentException e) {
                throw refuse(name, value, String.valueOf(e.getMessage()));
            }
        });
    }

    /**
     * Hands a secret on. No message ever shows it.
     *
     * @param taker throws {@link IllegalArgumentException} if it cannot be one
     */
    void takeSecret(String name, Consumer<String> taker) {
        take(name).ifPresent(value -> {
            try {
                taker.accept(value);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("init parameter " + name + ": " + e.getMessage(), e);
            }
        });
    }

    /** A switch, {@code true} or {@code false}. */
    boolean takeSwitch(String name, boolean otherwise) {
        return take(name)
                .map(value -> switch (value) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw refuse(name, value, "must be true or false");
                })
                .orElse(otherwise);
    }

    /** A number. */
    Optional<Integer> takeCount(String name) {
        return take(name).map(value -> {
            if (!value.matches("[1-9][0-9]{0,5}")) {
                throw refuse(name, value, "must be a number from 1 to 999999");
            }
            return Integer.valueOf(value);
        });
    }

    /** A time, of which {@code off} is the longest. */
    Duration takeDuration(String name, Duration otherwise) {
        return take(name).map(value -> duration(name, value)).orElse(otherwise);
    }

    private static Duration duration(String name, String value) {
        Matcher parts = DURATION.matcher(value);
        if (value.equals("off")) {
            return Timeouts.NEVER;
        }
        if (!parts.matches() || Long.parseLong(parts.group(1)) == 0) {
            throw refuse(name, value, "must be a time greater than zero, such as 500ms, 30s, 5m or 2h, or off");
        }
        long amount = Long.parseLong(parts.group(1));
        return switch (Objects.requireNonNull(parts.group(2))) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    /** A value that cannot be used. */
    static IllegalArgumentException refuse(String name, String value, String allowed) {
        return new IllegalArgumentException("init parameter " + name + " is \"" + value + "\": " + allowed);
    }

    /** To be called when everything known was taken. */
    void refuseOthers() {
        for (String name : left.keySet()) {
            throw new IllegalArgumentException("init parameter " + name + " is unknown; "
                    + (known.isEmpty()
                            ? "none is allowed, because code has set all"
                            : "allowed are " + String.join(", ", known)));
        }
    }
}
