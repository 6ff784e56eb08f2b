package org.gateway4j.script;

import java.nio.file.Path;
import org.gateway4j.internal.http.Octets;
import org.jspecify.annotations.Nullable;

/**
 * The script that answers a request, in the terms of RFC 3875. All parts are decoded octet strings: each char is one
 * byte, because a percent-decoded path can hold any byte. {@link #of} makes a script from paths. Immutable.
 *
 * @param scriptName {@code SCRIPT_NAME}: the part of the URL path that names the script, the mount prefix included;
 *     empty or beginning with a slash
 * @param pathInfo {@code PATH_INFO}: the part after it; empty or beginning with a slash
 * @param filename {@code SCRIPT_FILENAME}: the file, as the application sees it
 * @param documentRoot {@code DOCUMENT_ROOT}, as the application sees it, or null if there is none
 */
public record Script(
        String scriptName,
        String pathInfo,
        String filename,
        @Nullable String documentRoot) {

    /**
     * Validates the parts.
     *
     * @throws IllegalArgumentException if {@code scriptName} or {@code pathInfo} does not begin with a slash, if
     *     {@code filename} is empty, if a part holds NUL or a char above U+00FF, or if a part other than
     *     {@code pathInfo} holds CR or LF
     */
    public Script {
        checkPath("scriptName", scriptName);
        checkName("scriptName", scriptName);
        checkPath("pathInfo", pathInfo);
        checkOctets("pathInfo", pathInfo);
        if (filename.isEmpty()) {
            throw new IllegalArgumentException("script filename is empty");
        }
        checkName("filename", filename);
        if (documentRoot != null) {
            checkName("documentRoot", documentRoot);
        }
    }

    private static void checkPath(String name, String value) {
        if (!value.isEmpty() && value.charAt(0) != '/') {
            throw new IllegalArgumentException(
                    "script " + name + " " + Octets.printable(value) + " does not begin with a slash");
        }
    }

    private static void checkName(String name, String value) {
        checkOctets(name, value);
        if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("script " + name + ": a line break is not allowed");
        }
    }

    private static void checkOctets(String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == 0 || c > 0xFF) {
                throw new IllegalArgumentException(
                        "script %s: character U+%04X at index %d is not allowed".formatted(name, (int) c, i));
            }
        }
    }

    /**
     * Makes a script from paths, which are encoded as UTF-8.
     *
     * @param scriptName as {@link #scriptName}
     * @param pathInfo as {@link #pathInfo}
     * @param file the file
     * @param documentRoot the document root, or null if there is none
     * @return the script
     * @throws IllegalArgumentException as the constructor
     */
    public static Script of(String scriptName, String pathInfo, Path file, @Nullable Path documentRoot) {
        return new Script(
                scriptName,
                pathInfo,
                Octets.utf8(file.toString()),
                documentRoot == null ? null : Octets.utf8(documentRoot.toString()));
    }
}
