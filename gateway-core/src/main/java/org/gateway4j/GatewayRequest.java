package org.gateway4j;

import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request as a host has parsed it: an immutable value, but for its {@linkplain RequestBody body}, which is read
 * once.
 *
 * <p>What a client sent is kept as octets: the target as it came on the request line, header values as ISO-8859-1. What
 * the host itself says ({@link #user}, {@link #variables}) is text and is encoded as UTF-8.
 *
 * <p>The builder refuses with {@link IllegalArgumentException} what no HTTP server should let through: a host whose
 * parser is lenient answers 400 to it.
 */
public final class GatewayRequest {

    private final String method;
    private final String target;
    private final String path;
    private final @Nullable String query;
    private final String protocol;
    private final String scheme;
    private final String serverName;
    private final int serverPort;
    private final Headers headers;
    private final @Nullable String saidScheme;
    private final @Nullable String saidName;
    private final Headers givenHeaders;
    private final RequestBody body;
    private final @Nullable InetSocketAddress remoteAddress;
    private final @Nullable InetSocketAddress localAddress;
    private final @Nullable TlsSession tls;
    private final @Nullable AuthenticatedUser user;
    private final String mountPrefix;
    private final Map<String, String> variables;
    private final @Nullable Timeouts timeouts;
    private final Map<Class<?>, Object> tags;
    private final int redirects;

    private GatewayRequest(Builder builder) {
        RequestTarget parts = RequestTarget.parse(builder.target);
        method = builder.method;
        target = builder.target;
        path = parts.path();
        query = parts.query();
        protocol = builder.protocol;
        saidScheme = builder.scheme;
        saidName = builder.serverName;
        givenHeaders = builder.headers;
        scheme = ServerIdentity.scheme(builder.scheme, parts);
        headers = ServerIdentity.headers(builder.headers, parts, builder.serverName, builder.serverPort, scheme);
        body = builder.body;
        remoteAddress = builder.remoteAddress;
        localAddress = builder.localAddress;
        tls = builder.tls;
        user = builder.user;
        mountPrefix = builder.mountPrefix;
        variables = builder.variables.isEmpty()
                ? Map.of()
                : Collections.unmodifiableMap(new LinkedHashMap<>(builder.variables));
        timeouts = builder.timeouts;
        tags = Map.copyOf(builder.tags);
        redirects = builder.redirects;
        serverName = builder.serverName != null ? builder.serverName : ServerIdentity.name(headers, localAddress);
        serverPort = builder.serverPort != 0 ? builder.serverPort : ServerIdentity.port(parts, scheme, localAddress);
        if (!mountPrefix.isEmpty() && !isBelow(path, mountPrefix)) {
            throw new IllegalArgumentException(
                    "path " + MessageText.path(path) + " is not below mount prefix " + MessageText.quoted(mountPrefix));
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
        return new Builder(method, target);
    }

    /**
     * The method, in the case it came in.
     *
     * @return an RFC 9110 token, such as {@code GET}
     */
    public String method() {
        return method;
    }

    /**
     * The request target as it stood on the request line, undecoded: {@code /path?query}, an absolute URI, or
     * {@code *}.
     *
     * @return the target
     */
    public String target() {
        return target;
    }

    /**
     * The target's path, still percent-encoded.
     *
     * @return a path that begins with a slash, or {@code *}
     */
    public String path() {
        return path;
    }

    /**
     * The target's query, still percent-encoded, without its question mark.
     *
     * @return the query; empty if there is a question mark with nothing after it, null if there is none
     */
    public @Nullable String query() {
        return query;
    }

    /**
     * The protocol version that the client speaks.
     *
     * @return such as {@code HTTP/1.1} or {@code HTTP/2.0}
     */
    public String protocol() {
        return protocol;
    }

    /**
     * The scheme that the client used: the one that the host gave, else that of an absolute target, else {@code http}. An
     * absolute target is the client's word, so a host that knows whether its connection is encrypted should give the scheme.
     *
     * @return {@code http} or {@code https}
     */
    public String scheme() {
        return scheme;
    }

    /**
     * The name of the server, as the host sees it; without one given, the name in an absolute target (RFC 9112 section
     * 3.2.2), else in the Host field, else the local address.
     *
     * @return a host name or address, IPv6 in brackets, no port
     */
    public String serverName() {
        return serverName;
    }

    /**
     * The port that the request came in on (RFC 3875 section 4.1.15); without one given, that in an absolute target, else
     * the local address's, else the scheme's default. The port of a Host field is not believed, as in nginx; behind a proxy
     * that clients reach at another port, the host says it by {@link Builder#server}.
     *
     * @return 1 to 65535
     */
    public int serverPort() {
        return serverPort;
    }

    /**
     * The header fields, as applications get them. The authority of an absolute target replaces the Host field. A request
     * without either gets a Host field made of the name and port given to {@link Builder#server}, without the scheme's default
     * port. A request with several Host fields is refused with 400 when it is dispatched.
     *
     * @return the headers, in the client's order but for a Host field that was made
     */
    public Headers headers() {
        return headers;
    }

    /**
     * The body.
     *
     * @return the body; {@link RequestBody#none} if there is none
     */
    public RequestBody body() {
        return body;
    }

    /**
     * The client's address.
     *
     * @return the address, or null if it is not known
     */
    public @Nullable InetSocketAddress remoteAddress() {
        return remoteAddress;
    }

    /**
     * The address that the request came in on.
     *
     * @return the address, or null if it is not known
     */
    public @Nullable InetSocketAddress localAddress() {
        return localAddress;
    }

    /**
     * Facts of the TLS connection.
     *
     * @return the facts, or null if the request came in the clear or they are not known
     */
    public @Nullable TlsSession tls() {
        return tls;
    }

    /**
     * The user that the host has authenticated.
     *
     * @return the user, or null if the host did not authenticate one
     */
    public @Nullable AuthenticatedUser user() {
        return user;
    }

    /**
     * The part of the path that the host has mounted the application under. Path parameters may follow it, as in
     * {@code /shop;jsessionid=1} below {@code /shop}. AJP containers read them. FastCGI and CGI treat them as part of the name,
     * so such a path is not found there.
     *
     * @return a prefix of {@link #path} that begins with a slash and does not end with one, or an empty string
     */
    public String mountPrefix() {
        return mountPrefix;
    }

    /**
     * Variables that the host adds for the application: FastCGI and CGI variables, AJP request attributes.
     *
     * @return an unmodifiable map in the order in which they were added
     */
    public Map<String, String> variables() {
        return variables;
    }

    /**
     * The deadlines of this request, where they differ from those of the gateway.
     *
     * @return the deadlines, or null for those of the gateway
     */
    public @Nullable Timeouts timeouts() {
        return timeouts;
    }

    /**
     * What the host has attached, such as the span of a trace, for its {@link GatewayListener}. Applications never see it.
     *
     * @param type the type under which it was attached
     * @param <T> the type
     * @return the value, or null if there is none
     */
    public <T> @Nullable T tag(Class<T> type) {
        return type.cast(tags.get(type));
    }

    /**
     * How many local redirects have led to this request.
     *
     * @return 0 for a request that a client has sent
     */
    public int redirects() {
        return redirects;
    }

    /**
     * The request that follows a local redirect: a GET of its target without a body, and otherwise as if the same client had
     * sent it. Gateways refuse one that follows too many in a row ({@link GatewayBuilder#maxRedirects}) as a failure of the
     * application.
     *
     * @param redirect what the application asked for
     * @return a new request, without mount prefix and variables
     * @throws IllegalArgumentException if the target is no path
     */
    public GatewayRequest followUp(Handoff.LocalRedirect redirect) {
        Builder next = new Builder("GET", redirect.target());
        next.protocol = protocol;
        next.scheme = scheme;
        if (headers.contains("Host")) {
            next.serverName = serverName;
            next.serverPort = serverPort;
        }
        next.headers = headers.toBuilder()
                .remove("Content-Length")
                .remove("Content-Type")
                .remove("Transfer-Encoding")
                .build();
        next.remoteAddress = remoteAddress;
        next.localAddress = localAddress;
        next.tls = tls;
        next.user = user;
        next.timeouts = timeouts;
        next.tags = tags;
        next.redirects = redirects + 1;
        return next.build();
    }

    /**
     * A builder that begins with all that this request has, its body included.
     *
     * @return a new builder
     */
    public Builder toBuilder() {
        Builder copy = new Builder(method, target);
        copy.protocol = protocol;
        copy.scheme = saidScheme;
        copy.serverName = saidName;
        copy.serverPort = saidName == null ? 0 : serverPort;
        copy.headers = givenHeaders;
        copy.body = body;
        copy.remoteAddress = remoteAddress;
        copy.localAddress = localAddress;
        copy.tls = tls;
        copy.user = user;
        copy.mountPrefix = mountPrefix;
        copy.variables = variables;
        copy.timeouts = timeouts;
        copy.tags = tags;
        copy.redirects = redirects;
        return copy;
    }

    /**
     * Method and path only, as all messages name a request. Path parameters, query and headers are left out, because they may
     * hold secrets. Control characters are escaped, and long paths cut.
     */
    @Override
    public String toString() {
        return method + " " + MessageText.path(path);
    }

    /** Collects the parts of a request. Not safe for use by several threads. */
    public static final class Builder {

        private final String method;
        private final String target;
        private String protocol = "HTTP/1.1";
        private @Nullable String scheme;
        private @Nullable String serverName;
        private int serverPort;
        private Headers headers = Headers.empty();
        private Headers.@Nullable Builder addedHeaders;
        private RequestBody body = RequestBody.none();
        private @Nullable InetSocketAddress remoteAddress;
        private @Nullable InetSocketAddress localAddress;
        private @Nullable TlsSession tls;
        private @Nullable AuthenticatedUser user;
        private String mountPrefix = "";
        private Map<String, String> variables = Map.of();
        private @Nullable Timeouts timeouts;
        private Map<Class<?>, Object> tags = Map.of();
        private int redirects;

        private Builder(String method, String target) {
            if (!HeaderSyntax.isToken(method)) {
                throw new IllegalArgumentException(
                        "method " + MessageText.quoted(method) + " is not an RFC 9110 token");
            }
            RequestTarget.check(target);
            this.method = method;
            this.target = target;
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
            protocol = value;
            return this;
        }

        /**
         * The scheme. Default: as {@link GatewayRequest#scheme} says. The port follows from it only if nothing else gives a port:
         * a host behind a proxy that ends TLS sets {@link #server} too.
         *
         * @param value {@code http} or {@code https}
         * @return this builder
         * @throws IllegalArgumentException if it is neither
         */
        public Builder scheme(String value) {
            if (!value.equals("http") && !value.equals("https")) {
                throw new IllegalArgumentException(
                        "scheme " + MessageText.quoted(value) + " is neither http nor https");
            }
            scheme = value;
            return this;
        }

        /**
         * The name and port of the server. Default: as {@link GatewayRequest#serverName} and
         * {@link GatewayRequest#serverPort} say.
         *
         * @param name a host name or address, IPv6 in brackets
         * @param port 1 to 65535
         * @return this builder
         * @throws IllegalArgumentException if the name has other characters than a host can have, or the port is out of
         *     range
         */
        public Builder server(String name, int port) {
            if (!ServerIdentity.isHost(name)) {
                throw new IllegalArgumentException("server name " + MessageText.quoted(name) + " is not a host");
            }
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("server port " + port + " is not within 1 to 65535");
            }
            serverName = name;
            serverPort = port;
            return this;
        }

        /**
         * Adds a header field.
         *
         * @param name as in {@link Headers.Builder#add}
         * @param value as in {@link Headers.Builder#add}
         * @return this builder
         * @throws IllegalArgumentException as {@link Headers.Builder#add}
         */
        public Builder header(String name, String value) {
            if (addedHeaders == null) {
                addedHeaders = headers.toBuilder();
            }
            addedHeaders.add(name, value);
            return this;
        }

        /**
         * Sets a header field in place of all with that name.
         *
         * @param name as in {@link Headers.Builder#add}
         * @param value as in {@link Headers.Builder#add}
         * @return this builder
         * @throws IllegalArgumentException as {@link Headers.Builder#add}
         */
        public Builder setHeader(String name, String value) {
            if (addedHeaders == null) {
                addedHeaders = headers.toBuilder();
            }
            addedHeaders.set(name, value);
            return this;
        }

        /**
         * Replaces all header fields.
         *
         * @param value the headers
         * @return this builder
         */
        public Builder headers(Headers value) {
            headers = value;
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
            body = Objects.requireNonNull(value);
            return this;
        }

        /**
         * The client's address. Default: not known.
         *
         * @param value the address
         * @return this builder
         */
        public Builder remoteAddress(@Nullable InetSocketAddress value) {
            remoteAddress = value;
            return this;
        }

        /**
         * The address that the request came in on. Default: not known.
         *
         * @param value the address
         * @return this builder
         */
        public Builder localAddress(@Nullable InetSocketAddress value) {
            localAddress = value;
            return this;
        }

        /**
         * Facts of the TLS connection. Default: none. The {@link #scheme} is set apart from this.
         *
         * @param value the facts
         * @return this builder
         */
        public Builder tls(@Nullable TlsSession value) {
            tls = value;
            return this;
        }

        /**
         * The user that the host has authenticated. Default: none.
         *
         * @param value the user
         * @return this builder
         */
        public Builder user(@Nullable AuthenticatedUser value) {
            user = value;
            return this;
        }

        /**
         * The part of the path that the application is mounted under. Default: empty.
         *
         * @param value a prefix of the path as it stands in the target, without a slash at its end
         * @return this builder
         * @throws IllegalArgumentException if it ends with a slash or does not begin with one
         */
        public Builder mountPrefix(String value) {
            if (!value.isEmpty() && (!value.startsWith("/") || value.endsWith("/"))) {
                throw new IllegalArgumentException("mount prefix " + MessageText.quoted(value)
                        + " must begin with a slash and not end with one, or be empty");
            }
            mountPrefix = value;
            return this;
        }

        /**
         * Adds a variable for the application. It wins over what the library derives from headers and over de-facto
         * variables such as {@code DOCUMENT_ROOT}; those of RFC 3875 itself it cannot change.
         *
         * @param name a variable's name
         * @param value its value, encoded as UTF-8
         * @return this builder
         * @throws IllegalArgumentException if the name is empty, is {@code HTTP_PROXY}, is one that RFC 3875 defines, or
         *     holds {@code =} or a character outside visible ASCII, or if the value holds NUL
         */
        public Builder variable(String name, String value) {
            VariableNames.checkSettable(name, value);
            if (!(variables instanceof LinkedHashMap)) {
                variables = new LinkedHashMap<>(variables);
            }
            variables.put(name, value);
            return this;
        }

        /**
         * The deadlines of this request. Default: those of the gateway.
         *
         * @param value the deadlines, all of which count, or null
         * @return this builder
         */
        public Builder timeouts(@Nullable Timeouts value) {
            timeouts = value;
            return this;
        }

        /**
         * Attaches something of the host's own, as {@link GatewayRequest#tag} gives it back. Default: nothing.
         *
         * @param type the type to ask for it by
         * @param value the value, in place of the one attached under the same type; null to take that away
         * @param <T> the type
         * @return this builder
         * @throws IllegalArgumentException if the type is a primitive one
         */
        public <T> Builder tag(Class<T> type, @Nullable T value) {
            if (type.isPrimitive()) {
                throw new IllegalArgumentException("tag of type " + type + ": ask for it by its wrapper class");
            }
            if (!(tags instanceof HashMap)) {
                tags = new HashMap<>(tags);
            }
            if (value == null) {
                tags.remove(type);
            } else {
                tags.put(type, value);
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
                headers = addedHeaders.build();
                addedHeaders = null;
            }
            return new GatewayRequest(this);
        }
    }
}
