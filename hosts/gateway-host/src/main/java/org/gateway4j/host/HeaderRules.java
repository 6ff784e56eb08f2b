package org.gateway4j.host;

import java.util.List;
import java.util.stream.Stream;
import org.gateway4j.Headers;

/**
 * Changes to header fields, made in the order in which they were given: {@code
 * HeaderRules.none().remove("X-Powered-By").set("X-Frame-Options", "DENY")}. Immutable; safe for use by any number of threads.
 */
public final class HeaderRules {

    private static final HeaderRules NONE = new HeaderRules(List.of());

    private final List<Rule> rules;

    @FunctionalInterface
    private interface Rule {

        void apply(Headers.Builder headers, Headers before);
    }

    private HeaderRules(List<Rule> rules) {
        this.rules = rules;
    }

    /**
     * No changes.
     *
     * @return the default
     */
    public static HeaderRules none() {
        return NONE;
    }

    /**
     * Adds a field, and keeps those of the same name.
     *
     * @param name as in {@link Headers.Builder#add(String, String)}
     * @param value as in {@link Headers.Builder#add(String, String)}
     * @return a changed copy
     * @throws IllegalArgumentException as {@link Headers.Builder#add(String, String)}
     */
    public HeaderRules add(String name, String value) {
        Headers.Field field = new Headers.Field(name, value);
        return and((headers, before) -> headers.add(field));
    }

    /**
     * Sets a field in place of all fields with that name.
     *
     * @param name as in {@link Headers.Builder#add(String, String)}
     * @param value as in {@link Headers.Builder#add(String, String)}
     * @return a changed copy
     * @throws IllegalArgumentException as {@link Headers.Builder#add(String, String)}
     */
    public HeaderRules set(String name, String value) {
        Headers.Field field = new Headers.Field(name, value);
        return and((headers, before) -> headers.remove(field.name()).add(field));
    }

    /**
     * Removes all fields of a name.
     *
     * @param name a header name, in any case
     * @return a changed copy
     */
    public HeaderRules remove(String name) {
        return and((headers, before) -> headers.remove(name));
    }

    /**
     * Renames all fields of a name, which keep their places and values.
     *
     * @param from a header name, in any case
     * @param to the name in its place
     * @return a changed copy
     * @throws IllegalArgumentException if the new name is not a token
     */
    public HeaderRules rename(String from, String to) {
        String checked = new Headers.Field(to, "").name();
        return and((headers, before) -> {
            if (before.contains(from)) {
                headers.clear();
                before.forEach((name, value) -> headers.add(name.equalsIgnoreCase(from) ? checked : name, value));
            }
        });
    }

    private HeaderRules and(Rule rule) {
        return new HeaderRules(Stream.concat(rules.stream(), Stream.of(rule)).toList());
    }

    /**
     * Makes the changes.
     *
     * @param headers the fields
     * @return the changed fields
     */
    public Headers apply(Headers headers) {
        Headers changed = headers;
        for (Rule rule : rules) {
            Headers.Builder builder = changed.toBuilder();
            rule.apply(builder, changed);
            changed = builder.build();
        }
        return changed;
    }
}
