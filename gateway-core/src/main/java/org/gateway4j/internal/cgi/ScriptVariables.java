package org.gateway4j.internal.cgi;

import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestRejectedException;
import org.jspecify.annotations.Nullable;

/**
 * The script that a request's path leads to, or the application that serves a whole mount. All parts are decoded octet
 * strings.
 *
 * @param scriptName {@code SCRIPT_NAME}
 * @param pathInfo {@code PATH_INFO}: empty or beginning with a slash
 * @param filename {@code SCRIPT_FILENAME}, or null if the application serves its whole mount and knows no files
 * @param documentRoot {@code DOCUMENT_ROOT}, or null if there is none
 * @param pathTranslated {@code PATH_TRANSLATED}, or null to leave it out
 */
public record ScriptVariables(
        String scriptName,
        String pathInfo,
        @Nullable String filename,
        @Nullable String documentRoot,
        @Nullable String pathTranslated) {

    /** Without {@code PATH_TRANSLATED}. */
    public ScriptVariables(String scriptName, String pathInfo, String filename, @Nullable String documentRoot) {
        this(scriptName, pathInfo, filename, documentRoot, null);
    }

    /**
     * An application that serves a whole mount: the prefix is the script's name, and the rest of the path is the path
     * info, as WSGI (PEP 3333) wants it.
     *
     * @throws RequestRejectedException as {@link RequestPath#of}
     */
    public static ScriptVariables ofMount(GatewayRequest request) throws RequestRejectedException {
        RequestPath path = RequestPath.of(request);
        return new ScriptVariables(path.prefix(), path.pathInfo(request), null, null, null);
    }
}
