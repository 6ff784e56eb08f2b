package org.gateway4j.supervisor.internal;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The environment of a process. Its values may be secrets: no message and no text of it has them. Immutable. */
public final class Variables {

    private static final String USUAL_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private static final Variables NONE = new Variables(Map.of());

    private final Map<String, String> values;

    private Variables(Map<String, String> values) {
        this.values = values;
    }

    /** No variables. */
    public static Variables none() {
        return NONE;
    }

    /**
     * These variables and another one.
     *
     * @throws IllegalArgumentException if no process can have it
     */
    public Variables with(String name, String value) {
        if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("name of an environment variable is \"" + name.replace('\0', '?')
                    + "\"; it must not be empty and" + " must not have '=' or NUL");
        }
        int nul = value.indexOf('\0');
        if (nul >= 0) {
            throw new IllegalArgumentException("environment variable " + name + ": its value has a NUL at index " + nul
                    + ", which no environment can hold");
        }
        Map<String, String> more = new TreeMap<>(values);
        more.put(name, value);
        return new Variables(Collections.unmodifiableMap(more));
    }

    /** These variables and a {@code PATH}, unless they have one. */
    Variables withPath() {
        return values.containsKey("PATH") ? this : with("PATH", USUAL_PATH);
    }

    /** Names and values, sorted by name. */
    Map<String, String> values() {
        return values;
    }

    @Override
    public String toString() {
        return values.keySet().toString();
    }
}
