package org.gateway4j.host.spring;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a property, in the form in which a user writes it.
 *
 * @param name the full name
 */
record Property(String name) {

    private static final Pattern INDEX = Pattern.compile("[0-9]+");

    static final Property ROOT = new Property("gateway4j");

    Property child(String part) {
        return new Property(name + "." + part);
    }

    /** An entry of a list or a map. */
    Property entry(String key) {
        return isIndex(key) ? new Property(name + "[" + key + "]") : child(key);
    }

    static boolean isIndex(String key) {
        return INDEX.matcher(key).matches();
    }

    /** A value that cannot be used. */
    InvalidGatewayPropertyException refuse(@Nullable Object value, String allowed) {
        return new InvalidGatewayPropertyException(name, value, allowed, null);
    }

    /**
     * What is made of a value.
     *
     * @param make throws {@link IllegalArgumentException} if it cannot be made
     */
    <V, T> T make(V value, Function<? super V, T> make) {
        try {
            return make.apply(value);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new InvalidGatewayPropertyException(name, shown(value), String.valueOf(e.getMessage()), e);
        }
    }

    /** Groups and maps are too long for a message, and may hold secrets. What is wrong with them names the part. */
    private static @Nullable Object shown(@Nullable Object value) {
        return value instanceof Group || value instanceof Map || value instanceof Map.Entry ? null : value;
    }

    /** Begins to change something by the properties below this one. */
    <T> Changes<T> change(T given) {
        return new Changes<>(this, given);
    }

    /** An enum constant, in the form in which a user writes it. */
    static String text(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Changes something by one property after another. */
    static final class Changes<T> {

        private final Property at;
        private T changed;

        private Changes(Property at, T given) {
            this.at = at;
            this.changed = given;
        }

        /** Makes a change, if its property is set. */
        <V> Changes<T> by(String part, @Nullable V value, BiFunction<T, V, T> change) {
            if (value != null) {
                changed = at.child(part).make(value, given -> change.apply(changed, given));
            }
            return this;
        }

        /** Makes a change, if a switch is on. */
        Changes<T> on(String part, @Nullable Boolean value, Function<T, T> change) {
            return by(
                    part, Optional.ofNullable(value).filter(on -> on).orElse(null), (given, on) -> change.apply(given));
        }

        /** Makes the changes of a group of properties, if there are any. */
        <G extends Group<T>> Changes<T> group(String part, @Nullable G group) {
            if (group != null) {
                changed = group.change(changed, at.child(part));
            }
            return this;
        }

        T result() {
            return changed;
        }
    }

    /** Properties that change one thing together. */
    interface Group<T> {

        T change(T given, Property at);
    }
}
