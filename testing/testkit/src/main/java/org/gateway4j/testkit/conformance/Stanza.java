package org.gateway4j.testkit.conformance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Lines of keys and values up to a blank line. A line that begins with a space continues the one before. */
final class Stanza {

    private final Map<String, String> values = new LinkedHashMap<>();

    private Stanza(String text) {
        for (String line : text.strip().replaceAll("\n +", " ").split("\n", -1)) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException("no key: " + line);
            }
            String key = line.substring(0, colon);
            if (values.put(key, line.substring(colon + 1).strip()) != null) {
                throw new IllegalArgumentException(key + " is given twice: " + line);
            }
        }
    }

    static List<Stanza> all(String text) {
        return Stream.of(text.strip().split("\n(?:\\s*\n)+", -1))
                .map(Stanza::new)
                .toList();
    }

    /** The key of the first line. */
    String kind() {
        return values.keySet().iterator().next();
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /** The value of a key, empty if it is absent. */
    String get(String key) {
        return values.getOrDefault(key, "");
    }

    void allowOnly(Set<String> keys) {
        if (!keys.containsAll(values.keySet())) {
            throw new IllegalArgumentException("keys other than " + keys + ": " + values);
        }
    }
}
