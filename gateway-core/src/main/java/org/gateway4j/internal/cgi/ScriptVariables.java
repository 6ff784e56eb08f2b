package org.gateway4j.internal.cgi;

import org.jspecify.annotations.Nullable;

/**
 * The script that a request's path leads to. All parts are decoded octet strings.
 *
 * @param scriptName {@code SCRIPT_NAME}
 * @param pathInfo {@code PATH_INFO}: empty or beginning with a slash
 * @param filename {@code SCRIPT_FILENAME}
 * @param documentRoot {@code DOCUMENT_ROOT}, or null if there is none
 * @param pathTranslated {@code PATH_TRANSLATED}, or null to leave it out
 */
public record ScriptVariables(
        String scriptName,
        String pathInfo,
        String filename,
        @Nullable String documentRoot,
        @Nullable String pathTranslated) {

    /** Without {@code PATH_TRANSLATED}. */
    public ScriptVariables(String scriptName, String pathInfo, String filename, @Nullable String documentRoot) {
        this(scriptName, pathInfo, filename, documentRoot, null);
    }
}
