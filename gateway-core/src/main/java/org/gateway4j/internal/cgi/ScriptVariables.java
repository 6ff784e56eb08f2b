package org.gateway4j.internal.cgi;

import org.jspecify.annotations.Nullable;

/**
 * What a request's path was found to mean. All are octet strings, decoded.
 *
 * @param scriptName {@code SCRIPT_NAME}
 * @param pathInfo {@code PATH_INFO}: empty or beginning with a slash
 * @param filename {@code SCRIPT_FILENAME}
 * @param documentRoot {@code DOCUMENT_ROOT}, or null if there is none
 */
public record ScriptVariables(
        String scriptName,
        String pathInfo,
        String filename,
        @Nullable String documentRoot) {}
