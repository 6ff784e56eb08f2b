package org.gateway4j.internal.cgi;

import java.net.InetSocketAddress;
import java.util.Map;
import org.gateway4j.AuthenticatedUser;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.internal.http.AddressLiterals;
import org.gateway4j.internal.http.NumberCache;
import org.gateway4j.internal.http.Octets;
import org.jspecify.annotations.Nullable;

/**
 * Writes the meta-variables of a request: those of RFC 3875 section 4.1, and those that every PHP server adds. Each
 * name is written once. Nothing that a client sends can replace a variable of the server: header fields become only
 * variables that begin with {@code HTTP_}. Variables that the host has set replace both kinds.
 *
 * <p>Caches the variables that it has made lately. Not safe for use by several threads.
 */
public final class MetaVariables {

    private final String serverSoftware;
    private final HeaderVariables headers;
    private final NumberCache serverPorts = new NumberCache();
    private final NumberCache remotePorts = new NumberCache();

    /**
     * A writer of variables.
     *
     * @param serverSoftware the value of {@code SERVER_SOFTWARE}
     * @param authorization whether the Authorization field is passed on
     */
    public MetaVariables(String serverSoftware, boolean authorization) {
        this.serverSoftware = serverSoftware;
        this.headers = new HeaderVariables(authorization);
    }

    /**
     * Writes all variables of a request. Those that differ least from one request to the next come first.
     *
     * @param contentLength the true length of the body, or -1 to leave it out
     * @throws RequestRejectedException if two fields would become the same variable
     */
    public void write(GatewayRequest request, ScriptVariables script, long contentLength, VariableSink sink)
            throws RequestRejectedException {
        Map<String, String> own = request.variables();
        VariableSink to = own.isEmpty() ? sink : new Unset(sink, own);
        sink.put("GATEWAY_INTERFACE", "CGI/1.1");
        writeServer(request, to);
        sink.put("REQUEST_METHOD", request.method());
        writeClient(request, to);
        writeScript(request, script, to);
        writeContent(request, contentLength, sink);
        if (request.tls() != null) {
            TlsVariables.write(request.tls(), to);
        }
        headers.write(request.headers(), own, sink);
        if (!own.isEmpty()) {
            own.forEach((name, value) -> sink.put(name, Octets.utf8(value)));
        }
    }

    /** Leaves out the variables that the host has set. */
    private record Unset(VariableSink sink, Map<String, String> own) implements VariableSink {

        @Override
        public void put(String name, String value) {
            if (!own.containsKey(name)) {
                sink.put(name, value);
            }
        }
    }

    private static void writeScript(GatewayRequest request, ScriptVariables script, VariableSink to) {
        String query = request.query() == null ? "" : request.query();
        putIfPresent("SCRIPT_FILENAME", script.filename(), to);
        to.put("SCRIPT_NAME", script.scriptName());
        to.put("QUERY_STRING", query);
        to.put("REQUEST_URI", requestUri(request));
        putIfPresent("DOCUMENT_ROOT", script.documentRoot(), to);
        writePathInfo(script, to);
    }

    private static void putIfPresent(String name, @Nullable String value, VariableSink to) {
        if (value != null) {
            to.put(name, value);
        }
    }

    /**
     * Writes no variable if a script has no path info: PHP without {@code cgi.fix_pathinfo} uses an empty one as its
     * PHP_SELF. An application that serves its whole mount gets an empty one, because many read it without asking.
     */
    private static void writePathInfo(ScriptVariables script, VariableSink to) {
        String pathInfo = script.pathInfo();
        if (!pathInfo.isEmpty() || script.filename() == null) {
            to.put("PATH_INFO", pathInfo);
            putIfPresent("PATH_TRANSLATED", script.pathTranslated(), to);
        }
        String name = script.scriptName();
        to.put("DOCUMENT_URI", name.isEmpty() ? pathInfo : name.concat(pathInfo));
    }

    /**
     * The target as the client sent it. Of an absolute URI, it is the part from the path on, because a server names its
     * own resources in this way.
     */
    private static String requestUri(GatewayRequest request) {
        if (request.target().startsWith("/")) {
            return request.target();
        }
        return request.query() == null ? request.path() : request.path() + "?" + request.query();
    }

    private void writeServer(GatewayRequest request, VariableSink to) {
        to.put("SERVER_SOFTWARE", serverSoftware);
        to.put("SERVER_PROTOCOL", request.protocol());
        to.put("SERVER_NAME", request.serverName());
        to.put("SERVER_PORT", serverPorts.get(request.serverPort()));
        to.put("REQUEST_SCHEME", request.scheme());
        to.put("REDIRECT_STATUS", "200");
        if (request.scheme().equals("https")) {
            to.put("HTTPS", "on");
        }
        putIfPresent("SERVER_ADDR", AddressLiterals.of(request.localAddress()), to);
    }

    private void writeClient(GatewayRequest request, VariableSink to) {
        InetSocketAddress remote = request.remoteAddress();
        String address = AddressLiterals.of(remote);
        to.put("REMOTE_ADDR", address == null ? "" : address);
        to.put("REMOTE_HOST", address == null ? "" : address);
        if (remote != null) {
            to.put("REMOTE_PORT", remotePorts.get(remote.getPort()));
        }
        AuthenticatedUser user = request.user();
        if (user != null) {
            to.put("AUTH_TYPE", Octets.utf8(user.authType()));
            to.put("REMOTE_USER", Octets.utf8(user.name()));
        }
    }

    private static void writeContent(GatewayRequest request, long length, VariableSink sink) {
        String type = request.headers().first("Content-Type");
        if (type != null) {
            sink.put("CONTENT_TYPE", type);
        }
        if (length > 0 || length == 0 && request.headers().contains("Content-Length")) {
            sink.put("CONTENT_LENGTH", Long.toString(length));
        }
    }
}
