package org.gateway4j.cgi;

import java.nio.file.Path;
import java.util.List;
import org.gateway4j.internal.http.Octets;
import org.jspecify.annotations.Nullable;

/**
 * The program that answers a request. Names and path info are decoded octet strings: each char is one byte. Immutable.
 *
 * @param scriptName {@code SCRIPT_NAME}: the part of the URL path that names the script, the mount prefix included;
 *     empty or beginning with a slash
 * @param pathInfo {@code PATH_INFO}: the part after it; empty or beginning with a slash
 * @param file the script, absolute
 * @param interpreter the command that runs the script; the path of the script is added as the last argument. Empty if
 *     the script itself is executed
 * @param documentRoot the directory that the path info is mapped to for {@code PATH_TRANSLATED}, or null to leave that
 *     variable out
 */
public record CgiScript(
        String scriptName,
        String pathInfo,
        Path file,
        List<String> interpreter,
        @Nullable Path documentRoot) {

    /**
     * Validates the parts.
     *
     * @throws IllegalArgumentException if {@code scriptName} or {@code pathInfo} does not begin with a slash or holds
     *     NUL or a char above U+00FF, if {@code scriptName} holds CR or LF, if {@code file} is not absolute, or if a
     *     word of the interpreter holds NUL
     */
    public CgiScript {
        checkPath("scriptName", scriptName);
        if (scriptName.indexOf('\r') >= 0 || scriptName.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("script scriptName: a line break is not allowed");
        }
        checkPath("pathInfo", pathInfo);
        if (!file.isAbsolute()) {
            throw new IllegalArgumentException("script file " + file + " is not absolute");
        }
        interpreter = List.copyOf(interpreter);
        checkCommand(interpreter);
    }

    /** Refuses NUL: no process can be started with a NUL in its arguments. */
    static void checkCommand(List<String> interpreter) {
        for (int i = 0; i < interpreter.size(); i++) {
            int at = interpreter.get(i).indexOf('\0');
            if (at >= 0) {
                throw new IllegalArgumentException(
                        "interpreter: word %d has a NUL at index %d, which no argument can hold".formatted(i, at));
            }
        }
    }

    private static void checkPath(String name, String value) {
        if (!value.isEmpty() && value.charAt(0) != '/') {
            throw new IllegalArgumentException(
                    "script " + name + " " + Octets.printable(value) + " does not begin with a slash");
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == 0 || c > 0xFF) {
                throw new IllegalArgumentException(
                        "script %s: character U+%04X at index %d is not allowed".formatted(name, (int) c, i));
            }
        }
    }
}
