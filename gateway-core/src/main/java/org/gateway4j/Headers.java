package org.gateway4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An immutable, ordered multimap of HTTP header fields. Names are compared without regard to ASCII case and keep the
 * case in which they were given. A field that occurs several times stays several fields. Safe for use by any number of
 * threads.
 *
 * <p>A value is an octet string: each char is one byte, as HTTP servers deliver headers (ISO-8859-1). Names are RFC
 * 9110 tokens; values hold no CR, LF or NUL and no char above U+00FF. This is checked when a field is added.
 */
public final class Headers implements Iterable<Headers.Field> {

    private static final Headers EMPTY = new Headers(new String[0], 0, false);

    /** Name, value, name, value. */
    private final String[] fields;

    private final int size;
    private final boolean controls;

    private Headers(String[] fields, int size, boolean controls) {
        this.fields = fields;
        this.size = size;
        this.controls = controls;
    }

    /**
     * One header field. Its parts are validated when it is made.
     *
     * @param name the name as it was given
     * @param value the value
     */
    public record Field(String name, String value) {

        /**
         * Validates the parts.
         *
         * @throws IllegalArgumentException as {@link Builder#add(String, String)}
         */
        public Field {
            HeaderSyntax.checkName(name);
            HeaderSyntax.checkValue(name, value);
        }
    }

    /**
     * No headers at all.
     *
     * @return the empty headers
     */
    public static Headers empty() {
        return EMPTY;
    }

    /**
     * Headers from alternating names and values.
     *
     * @param namesAndValues name, value, name, value and so on
     * @return the headers
     * @throws IllegalArgumentException if a name or value is not valid, or a value is missing
     */
    public static Headers of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("header " + namesAndValues[namesAndValues.length - 1] + " has no value");
        }
        Builder builder = builder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            builder.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return builder.build();
    }

    /**
     * A builder without any fields.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return EMPTY.toBuilder();
    }

    /**
     * The number of fields.
     *
     * @return the number of fields; a repeated field counts each time
     */
    public int size() {
        return size;
    }

    /**
     * Whether a value may hold a control character other than a tab. RFC 9110 section 5.5 allows none, but servers let them
     * pass. The answer costs nothing, because each value is looked at when it is added.
     *
     * @return false if no value holds one; true if a value holds one, or a value that was removed again held one
     */
    public boolean mayHoldControls() {
        return controls;
    }

    /**
     * The name of one field.
     *
     * @param index 0 to {@code size() - 1}
     * @return the name as it was given
     */
    public String name(int index) {
        return fields[2 * Objects.checkIndex(index, size)];
    }

    /**
     * The value of one field.
     *
     * @param index 0 to {@code size() - 1}
     * @return the value
     */
    public String value(int index) {
        return fields[2 * Objects.checkIndex(index, size) + 1];
    }

    /**
     * The value of the first field of a name.
     *
     * @param name a header name, in any case
     * @return its value, or null if there is no such field
     */
    public @Nullable String first(String name) {
        int index = indexOf(name, 0);
        return index < 0 ? null : value(index);
    }

    /**
     * The values of all fields of a name.
     *
     * @param name a header name, in any case
     * @return the values in order; empty if there are none
     */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>();
        for (int i = indexOf(name, 0); i >= 0; i = indexOf(name, i + 1)) {
            values.add(value(i));
        }
        return List.copyOf(values);
    }

    /**
     * Whether a field of this name exists.
     *
     * @param name a header name, in any case
     * @return true if there is at least one
     */
    public boolean contains(String name) {
        return indexOf(name, 0) >= 0;
    }

    /**
     * Finds a field by its name.
     *
     * @param name a header name, in any case
     * @param from the index to begin at
     * @return the index of the first field of this name at or after {@code from}, or -1
     */
    public int indexOf(String name, int from) {
        for (int i = from; i < size; i++) {
            if (name.equalsIgnoreCase(fields[2 * i])) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Calls an action with the name and value of each field, in order.
     *
     * @param action what to do with each
     */
    public void forEach(BiConsumer<? super String, ? super String> action) {
        for (int i = 0; i < size; i++) {
            action.accept(name(i), value(i));
        }
    }

    @Override
    public Iterator<Field> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < size;
            }

            @Override
            public Field next() {
                if (next >= size) {
                    throw new NoSuchElementException();
                }
                return new Field(name(next), value(next++));
            }
        };
    }

    /**
     * A builder that begins with these fields.
     *
     * @return a new builder
     */
    public Builder toBuilder() {
        return new Builder(Arrays.copyOf(fields, Math.max(2 * size + 2, Builder.CAPACITY)), size, controls);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Headers that && Arrays.equals(fields, 0, 2 * size, that.fields, 0, 2 * that.size);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(Arrays.copyOf(fields, 2 * size));
    }

    /** The names only: values may contain secrets. */
    @Override
    public String toString() {
        StringBuilder names = new StringBuilder("Headers[");
        for (int i = 0; i < size; i++) {
            names.append(i == 0 ? "" : ", ").append(name(i));
        }
        return names.append(']').toString();
    }

    /** Collects header fields. Not safe for use by several threads. */
    public static final class Builder {

        /** The number of names and values that fit at first: a browser sends about fourteen fields. */
        private static final int CAPACITY = 32;

        private String[] fields;
        private int size;
        private boolean controls;

        private Builder(String[] fields, int size, boolean controls) {
            this.fields = fields;
            this.size = size;
            this.controls = controls;
        }

        /**
         * Adds a field after those that are there, and keeps fields of the same name. {@link #set} replaces them.
         *
         * @param name an RFC 9110 token
         * @param value the value as an octet string; blanks before and after it are kept
         * @return this builder
         * @throws IllegalArgumentException if the name is not a token, or the value holds CR, LF, NUL or a char above
         *     U+00FF; the message names the field, never the value
         */
        public Builder add(String name, String value) {
            HeaderSyntax.checkName(name);
            controls |= HeaderSyntax.checkValue(name, value);
            return append(name, value);
        }

        /**
         * Adds a field after those that are there, and keeps fields of the same name. {@link #set} replaces them.
         *
         * @param field the field
         * @return this builder
         */
        public Builder add(Field field) {
            // A field has been validated. Only whether its value holds controls is not known.
            controls |= HeaderSyntax.checkValue(field.name(), field.value());
            return append(field.name(), field.value());
        }

        private Builder append(String name, String value) {
            if (2 * size == fields.length) {
                fields = Arrays.copyOf(fields, 2 * fields.length);
            }
            fields[2 * size] = name;
            fields[2 * size + 1] = value;
            size++;
            return this;
        }

        /**
         * Adds all fields of other headers.
         *
         * @param headers where to take them from
         * @return this builder
         */
        public Builder addAll(Headers headers) {
            headers.forEach((name, value) -> append(name, value));
            controls |= headers.controls;
            return this;
        }

        /**
         * Removes all fields of a name, then adds one.
         *
         * @param name as in {@link #add}
         * @param value as in {@link #add}
         * @return this builder
         * @throws IllegalArgumentException as {@link #add}
         */
        public Builder set(String name, String value) {
            remove(name);
            return add(name, value);
        }

        /**
         * Removes all fields of a name.
         *
         * @param name a header name, in any case
         * @return this builder
         */
        public Builder remove(String name) {
            int kept = 0;
            for (int i = 0; i < size; i++) {
                if (!name.equalsIgnoreCase(fields[2 * i])) {
                    fields[2 * kept] = fields[2 * i];
                    fields[2 * kept + 1] = fields[2 * i + 1];
                    kept++;
                }
            }
            size = kept;
            return this;
        }

        /**
         * Removes all fields.
         *
         * @return this builder
         */
        public Builder clear() {
            size = 0;
            return this;
        }

        /**
         * Makes the headers. The builder can be used further.
         *
         * @return headers with the fields added so far
         */
        public Headers build() {
            return size == 0 ? EMPTY : new Headers(Arrays.copyOf(fields, 2 * size), size, controls);
        }
    }
}
