package org.gateway4j;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request as a host has parsed it. It is an immutable value, except for its {@linkplain RequestBody body},
 * which is read once. Without the body, it is safe for use by any number of threads.
 *
 * <p>The parts that a client sent are octets: the target as it stood on the request line, and header values as
 * ISO-8859-1. The parts that the host itself adds ({@link #user}, {@link #variables}) are text and are encoded as
 * UTF-8.
 *
 * <p>The builder throws {@link IllegalArgumentException} for a value that no HTTP server should let through. A host
 * whose parser is lenient answers 400 then.
 */
public final class GatewayRequest {

    private final RequestParts parts;
    private final RequestTarget target;
    private final ServerIdentity server;

    private GatewayRequest(RequestParts parts) {
        this.parts = parts;
        target = RequestTarget.parse(parts.target);
        server = ServerIdentity.of(parts, target);
        if (!parts.mountPrefix.isEmpty() && !isBelow(path(), parts.mountPrefix)) {
            throw new IllegalArgumentException("path " + MessageText.path(path()) + " is not below mount prefix "
                    + MessageText.quoted(parts.mountPrefix));
        }
    }

    private static boolean isBelow(String path, String prefix) {
        if (!path.startsWith(prefix)) {
            return false;
        }
        return path.length() == prefix.length() || "/;".indexOf(path.charAt(prefix.length())) >= 0;
    }

    /**
     * A builder of a GET request.
     *
     * @param target as in {@link #target}
     * @return a new builder
     * @throws IllegalArgumentException as {@link #builder}
     */
    public static Builder get(String target) {
        return builder("GET", target);
    }

    /**
     * A builder of a POST request.
     *
     * @param target as in {@link #target}
     * @param body the body; the dispatch closes it
     * @return a new builder
     * @throws IllegalArgumentException as {@link #builder}
     */
    public static Builder post(String target, RequestBody body) {
        return builder("POST", target).body(body);
    }

    /**
     * A builder of a request.
     *
     * @param method as in {@link #method}
     * @param target as in {@link #target}
     * @return a new builder
     * @throws IllegalArgumentException if the method is not a token or the target has an impossible form
     */
    public static Builder builder(String method, String target) {
        if (!HeaderSyntax.isToken(method)) {
            throw new IllegalArgumentException("method " + MessageText.quoted(method) + " is not an RFC 9110 token");
        }
        RequestTarget.check(target);
        return new Builder(new RequestParts(method, target));
    }

    /**
     * The method, in the case it came in.
     *
     * @return an RFC 9110 token, such as {@code GET}
     */
    public String method() {
        return parts.method;
    }

    /**
     * The request target as it stood on the request line, undecoded: {@code /path?query}, an absolute URI, or
     * {@code *}.
     *
     * @return the target
     */
    public String target() {
        return parts.target;
    }

    /**
     * The target's path, still percent-encoded.
     *
     * @return a path that begins with a slash, or {@code *}
     */
    public String path() {
        return target.path();
    }

    /**
     * The target's query, still percent-encoded, without its question mark.
     *
     * @return the query; empty if there is a question mark with nothing after it, null if there is none
     */
    public @Nullable String query() {
        return target.query();
    }

    /**
     * The protocol version that the client speaks.
     *
     * @return such as {@code HTTP/1.1} or {@code HTTP/2.0}
     */
    public String protocol() {
        return parts.protocol;
    }

    /**
     * The scheme that the client used: the scheme that the host has set, else that of an absolute target, else
     * {@code http}. A client can write any scheme into an absolute target, so a host that knows whether its connection
     * is encrypted should set the scheme.
     *
     * @return {@code http} or {@code https}
     */
    public String scheme() {
        return server.scheme();
    }

    /**
     * The name of the server: the name that the host has set, else the name in an absolute target (RFC 9112 section
     * 3.2.2), else the name in the Host field, else the local address, else {@code localhost}.
     *
     * @return a host name or address, IPv6 in brackets, no port
     */
    public String serverName() {
        return server.name();
    }

    /**
     * The port that the request came in on (RFC 3875 section 4.1.15): the port that the host has set, else the port in
     * an absolute target, else that of the local address, else the default of the scheme. The port in a Host field is
     * ignored, as in nginx. Behind a proxy that clients reach at another port, the host sets the port by
     * {@link Builder#server}.
     *
     * @return 1 to 65535
     */
    public int serverPort() {
        return server.port();
    }

    /**
     * The header fields, as applications get them. The authority of an absolute target replaces the Host field. A
     * request with neither gets a Host field made from the name and port that were given to {@link Builder#server}; the
     * default port of the scheme is left out. A request with several Host fields is refused with 400 when it is
     * dispatched.
     *
     * @return the headers in the client's order; a Host field that was made or replaced comes first
     */
    public Headers headers() {
        return server.headers();
    }

    /**
     * The body.
     *
     * @return the body; {@link RequestBody#none} if there is none
     */
    public RequestBody body() {
        return parts.body;
    }

    /**
     * The client's address.
     *
     * @return the address, or null if it is not known
     */
    public @Nullable InetSocketAddress remoteAddress() {
        return parts.remoteAddress;
    }

    /**
     * The address that the request came in on.
     *
     * @return the address, or null if it is not known
     */
    public @Nullable InetSocketAddress localAddress() {
        return parts.localAddress;
    }

    /**
     * The facts of the TLS connection.
     *
     * @return the facts, or null if the connection was not encrypted or the facts are not known
     */
    public @Nullable TlsSession tls() {
        return parts.tls;
    }

    /**
     * The user that the host has authenticated.
     *
     * @return the user, or null if the host did not authenticate one
     */
    public @Nullable AuthenticatedUser user() {
        return parts.user;
    }

    /**
     * The part of the path under which the host has mounted the application. Path parameters may follow it, as in
     * {@code /shop;jsessionid=1} below {@code /shop}. AJP containers read such parameters. FastCGI and CGI treat them
     * as part of the name, so such a path is not found there.
     *
     * @return a prefix of {@link #path} that begins with a slash and does not end with one, or an empty string
     */
    public String mountPrefix() {
        return parts.mountPrefix;
    }

    /**
     * Variables that the host adds for the application. They become FastCGI and CGI variables, and AJP request
     * attributes if {@code AjpGateway.Builder.allowedAttributes} names them.
     *
     * @return an unmodifiable map in the order in which they were added
     */
    public Map<String, String> variables() {
        return parts.variables;
    }

    /**
     * The deadlines of this request, if they replace those of the gateway.
     *
     * @return the deadlines, or null for those of the gateway
     */
    public @Nullable Timeouts timeouts() {
        return parts.timeouts;
    }

    /**
     * A value that the host has attached for its {@link GatewayListener}, such as the span of a trace. Applications
     * never see it.
     *
     * @param type the type under which it was attached
     * @param <T> the type
     * @return the value, or null if there is none
     */
    public <T> @Nullable T tag(Class<T> type) {
        return type.cast(parts.tags.get(type));
    }

    /**
     * The number of local redirects that have led to this request.
     *
     * @return 0 for a request that a client has sent
     */
    public int redirects() {
        return parts.redirects;
    }

    /**
     * Makes the request that follows a local redirect: a GET of its target without a body, and otherwise as if the same
     * client had sent it. If too many redirects follow each other ({@link GatewayBuilder#maxRedirects}), dispatching
     * the request fails with {@link BackendFailureException}.
     *
     * @param redirect what the application asked for
     * @return a new request with the header fields, addresses, TLS facts, user, deadlines and tags of this one, but
     *     without mount prefix and variables
     * @throws IllegalArgumentException if the target is not a path
     */
    public GatewayRequest followUp(Handoff.LocalRedirect redirect) {
        RequestTarget.check(redirect.target());
        RequestParts next = parts.copy();
        next.method = "GET";
        next.target = redirect.target();
        next.scheme = scheme();
        if (headers().contains("Host")) {
            next.serverName = serverName();
            next.serverPort = serverPort();
        }
        next.headers = headers().toBuilder()
                .remove("Content-Length")
                .remove("Content-Type")
                .remove("Transfer-Encoding")
                .build();
        next.body = RequestBody.none();
        next.mountPrefix = "";
        next.variables = Map.of();
        next.redirects++;
        return new GatewayRequest(next);
    }

    /**
     * A builder that begins with all parts of this request. The body is the same object, so only one of the two
     * requests can be dispatched unless {@link Gateway#dispatch} says that the body can be sent again.
     *
     * @return a new builder
     */
    public Builder toBuilder() {
        return new Builder(parts.copy());
    }

    /**
     * The method and the path, as all messages name a request. Path parameters, query and headers are left out, because
     * they may contain secrets. Control characters are escaped, and long paths are cut.
     */
    @Override
    public String toString() {
        return method() + " " + MessageText.path(path());
    }

    /** Collects the parts of a request. Not safe for use by several threads. */
    public static final class Builder {

        private RequestParts parts;
        private boolean frozen;
        private Headers.@Nullable Builder addedHeaders;

        private Builder(RequestParts parts) {
            this.parts = parts;
        }

        /** The parts, which no request has yet. */
        private RequestParts own() {
            if (frozen) {
                parts = parts.copy();
                frozen = false;
            }
            return parts;
        }

        /**
         * The protocol version. Default {@code HTTP/1.1}.
         *
         * @param value such as {@code HTTP/2.0}
         * @return this builder
         * @throws IllegalArgumentException if it is not of the form {@code NAME/version}
         */
        public Builder protocol(String value) {
            int slash = value.indexOf('/');
            if (slash < 1
                    || !HeaderSyntax.isToken(value.substring(0, slash))
                    || !HeaderSyntax.isToken(value.substring(slash + 1))) {
                throw new IllegalArgumentException(
                        "protocol " + MessageText.quoted(value) + " is not of the form HTTP/1.1");
            }
            own().protocol = value;
            return this;
        }

        /**
         * The scheme. {@link GatewayRequest#scheme} says what the default is. The port follows from the scheme only if
         * nothing else determines the port. A host behind a proxy that terminates TLS sets {@link #server} too.
         *
         * @param value {@code http} or {@code https}
         * @return this builder
         * @throws IllegalArgumentException if it is another one
         */
        public Builder scheme(String value) {
            if (!value.equals("http") && !value.equals("https")) {
                throw new IllegalArgumentException(
                        "scheme " + MessageText.quoted(value) + " is neither http nor https");
            }
            own().scheme = value;
            return this;
        }

        /**
         * The name and port of the server. {@link GatewayRequest#serverName} and {@link GatewayRequest#serverPort} say
         * what the defaults are.
         *
         * @param name a host name or address, IPv6 in brackets
         * @param port 1 to 65535
         * @return this builder
         * @throws IllegalArgumentException if the name has characters that no host name has, or the port is out of
         *     range
         */
        public Builder server(String name, int port) {
            if (!ServerIdentity.isHost(name)) {
                throw new IllegalArgumentException("server name " + MessageText.quoted(name) + " is not a host");
            }
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("server port " + port + " is not within 1 to 65535");
            }
            own().serverName = name;
            own().serverPort = port;
            return this;
        }

        /**
         * Adds a header field, and keeps those of the same name. {@link #setHeader} replaces them.
         *
         * @param name as in {@link Headers.Builder#add}
         * @param value as in {@link Headers.Builder#add}
         * @return this builder
         * @throws IllegalArgumentException as {@link Headers.Builder#add}
         */
        public Builder header(String name, String value) {
            if (addedHeaders == null) {
                addedHeaders = parts.headers.toBuilder();
            }
            addedHeaders.add(name, value);
            return this;
        }

        /**
         * Sets a header field in place of all fields with that name.
         *
         * @param name as in {@link Headers.Builder#add}
         * @param value as in {@link Headers.Builder#add}
         * @return this builder
         * @throws IllegalArgumentException as {@link Headers.Builder#add}
         */
        public Builder setHeader(String name, String value) {
            if (addedHeaders == null) {
                addedHeaders = parts.headers.toBuilder();
            }
            addedHeaders.set(name, value);
            return this;
        }

        /**
         * Replaces all header fields that were set so far.
         *
         * @param value the headers
         * @return this builder
         */
        public Builder headers(Headers value) {
            own().headers = value;
            addedHeaders = null;
            return this;
        }

        /**
         * The body. Default: none.
         *
         * @param value the body; the dispatch closes it
         * @return this builder
         */
        public Builder body(RequestBody value) {
            own().body = Objects.requireNonNull(value);
            return this;
        }

        /**
         * The client's address. Default: not known.
         *
         * @param value the address, or null if it is not known
         * @return this builder
         */
        public Builder remoteAddress(@Nullable InetSocketAddress value) {
            own().remoteAddress = value;
            return this;
        }

        /**
         * The address that the request came in on. Default: not known.
         *
         * @param value the address, or null if it is not known
         * @return this builder
         */
        public Builder localAddress(@Nullable InetSocketAddress value) {
            own().localAddress = value;
            return this;
        }

        /**
         * The facts of the TLS connection. Default: none. They do not set the {@link #scheme}.
         *
         * @param value the facts, or null for none
         * @return this builder
         */
        public Builder tls(@Nullable TlsSession value) {
            own().tls = value;
            return this;
        }

        /**
         * The user that the host has authenticated. Default: none.
         *
         * @param value the user, or null for none
         * @return this builder
         */
        public Builder user(@Nullable AuthenticatedUser value) {
            own().user = value;
            return this;
        }

        /**
         * The part of the path under which the application is mounted. Default: empty.
         *
         * @param value a prefix of the path as it stands in the target, percent-encoded, without a slash at its end
         * @return this builder
         * @throws IllegalArgumentException if it ends with a slash or does not begin with one
         */
        public Builder mountPrefix(String value) {
            if (!value.isEmpty() && (!value.startsWith("/") || value.endsWith("/"))) {
                throw new IllegalArgumentException("mount prefix " + MessageText.quoted(value)
                        + " must begin with a slash and not end with one, or be empty");
            }
            own().mountPrefix = value;
            return this;
        }

        /**
         * Adds a variable for the application. It replaces a variable that the library derives from a header field, and
         * a customary variable such as {@code DOCUMENT_ROOT}. It cannot replace a variable that RFC 3875 defines.
         *
         * @param name a variable's name
         * @param value its value, encoded as UTF-8
         * @return this builder
         * @throws IllegalArgumentException if the name is empty, is {@code HTTP_PROXY}, is defined by RFC 3875, or
         *     holds {@code =} or a character outside visible ASCII, or if the value holds NUL
         */
        public Builder variable(String name, String value) {
            VariableNames.checkSettable(name, value);
            if (!(parts.variables instanceof LinkedHashMap)) {
                own().variables = new LinkedHashMap<>(parts.variables);
            }
            own().variables.put(name, value);
            return this;
        }

        /**
         * The deadlines of this request. Default: those of the gateway.
         *
         * @param value the deadlines, each of which replaces that of the gateway, or null
         * @return this builder
         */
        public Builder timeouts(@Nullable Timeouts value) {
            own().timeouts = value;
            return this;
        }

        /**
         * Attaches a value of the host's own, which {@link GatewayRequest#tag} returns. Default: none.
         *
         * @param type the type under which it is attached
         * @param value the value, which replaces the one attached under the same type; null removes that
         * @param <T> the type
         * @return this builder
         * @throws IllegalArgumentException if the type is a primitive one
         */
        public <T> Builder tag(Class<T> type, @Nullable T value) {
            if (type.isPrimitive()) {
                throw new IllegalArgumentException("tag of type " + type + ": ask for it by its wrapper class");
            }
            if (!(parts.tags instanceof HashMap)) {
                own().tags = new HashMap<>(parts.tags);
            }
            if (value == null) {
                own().tags.remove(type);
            } else {
                own().tags.put(type, value);
            }
            return this;
        }

        /**
         * Makes the request.
         *
         * @return the request
         * @throws IllegalArgumentException if the path is not below the mount prefix
         */
        public GatewayRequest build() {
            if (addedHeaders != null) {
                own().headers = addedHeaders.build();
                addedHeaders = null;
            }
            parts.freeze();
            frozen = true;
            return new GatewayRequest(parts);
        }
    }
}
