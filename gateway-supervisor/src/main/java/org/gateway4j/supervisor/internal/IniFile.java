package org.gateway4j.supervisor.internal;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Settings as lines of a file in the syntax of php.ini, which PHP-FPM's configuration has too. Values stand as they are given, so
 * constants and quotes have their meaning, but none can begin another line. Immutable.
 */
public final class IniFile {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*(\\[[A-Za-z0-9_.-]+])?");

    private static final IniFile EMPTY = new IniFile(Map.of());

    private final Map<String, String> settings;

    private IniFile(Map<String, String> settings) {
        this.settings = settings;
    }

    /** A file without settings. */
    public static IniFile empty() {
        return EMPTY;
    }

    /**
     * These settings and another one, which replaces one of the same name.
     *
     * @param kind of the setting, for messages
     * @throws IllegalArgumentException if the name is malformed or the value has more than one line
     */
    public IniFile with(String kind, String name, String value) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("name of a " + kind + " is \"" + printable(name)
                    + "\"; it must be a letter and letters, digits, '_', '.' or '-'");
        }
        int control = firstControl(value);
        if (control >= 0) {
            throw new IllegalArgumentException("%s %s: its value has U+%04X at index %d; it must be one line of text"
                    .formatted(kind, name, (int) value.charAt(control), control));
        }
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(name, value);
        return new IniFile(Collections.unmodifiableMap(more));
    }

    private static int firstControl(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i)) && value.charAt(i) != '\t') {
                return i;
            }
        }
        return -1;
    }

    private static String printable(String name) {
        return name.codePoints()
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .limit(64)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** One line for each setting. */
    String text() {
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + " = " + setting.getValue() + "\n")
                .collect(Collectors.joining());
    }

    /** The names alone: a value may be a secret. */
    @Override
    public String toString() {
        return settings.keySet().toString();
    }
}
