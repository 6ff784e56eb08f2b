package org.gateway4j;

import java.net.InetSocketAddress;
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
     * The scheme that the client used: the one that the host gave, else that of an absolute target, else {@code http}. An
     * absolute target is the client's word, so a host that knows whether its connection is encrypted should give the scheme.
     *
     * @return {@code http} or {@code https}
     */
    public String scheme() {
        return server.scheme();
    }

    /**
     * The name of the server, as the host sees it; without one given, the name in an absolute target (RFC 9112 section
     * 3.2.2), else in the Host field, else the local address.
     *
     * @return a host name or address, IPv6 in brackets, no port
     */
    public String serverName() {
        return server.name();
    }

    /**
     * The port that the request came in on (RFC 3875 section 4.1.15); without one given, that in an absolute target, else
     * the local address's, else the scheme's default. The port of a Host field is not believed, as in nginx; behind a proxy
     * that clients reach at another port, the host says it by {@link Builder#server}.
     *
     * @return 1 to 65535
     */
    public int serverPort() {
        return server.port();
    }

    /**
     * The header fields, as applications get them. The authority of an absolute target replaces the Host field. A request
     * without either gets a Host field made of the name and port given to {@link Builder#server}, without the scheme's default
     * port. A request with several Host fields is refused with 400 when it is dispatched.
     *
     * @return the headers, in the client's order but for a Host field that was made
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
     * Facts of the TLS connection.
     *
     * @return the facts, or null if the request came in the clear or they are not known
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
     * The part of the path that the host has mounted the application under. Path parameters may follow it, as in
     * {@code /shop;jsessionid=1} below {@code /shop}. AJP containers read them. FastCGI and CGI treat them as part of the name,
     * so such a path is not found there.
     *
     * @return a prefix of {@link #path} that begins with a slash and does not end with one, or an empty string
     */
    public String mountPrefix() {
        return parts.mountPrefix;
    }

    /**
     * Variables that the host adds for the application: FastCGI and CGI variables, AJP request attributes.
     *
     * @return an unmodifiable map in the order in which they were added
     */
    public Map<String, String> variables() {
        return parts.variables;
    }

    /**
     * The deadlines of this request, where they differ from those of the gateway.
     *
     * @return the deadlines, or null for those of the gateway
     */
    public @Nullable Timeouts timeouts() {
        return parts.timeouts;
    }

    /**
     * What the host has attached, such as the span of a trace, for its {@link GatewayListener}. Applications never see it.
     *
     * @param type the type under which it was attached
     * @param <T> the type
     * @return the value, or null if there is none
     */
    public <T> @Nullable T tag(Class<T> type) {
        return type.cast(parts.tags.get(type));
    }

    /**
     * How many local redirects have led to this request.
     *
     * @return 0 for a request that a client has sent
     */
    public int redirects() {
        return parts.redirects;
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
        RequestTarget.check(redirect.target());
        RequestParts next = parts.snapshot();
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
     * A builder that begins with all that this request has, its body included.
     *
     * @return a new builder
     */
    public Builder toBuilder() {
        return new Builder(parts.snapshot());
    }

    /**
     * Method and path only, as all messages name a request. Path parameters, query and headers are left out, because they may
     * hold secrets. Control characters are escaped, and long paths cut.
     */
    @Override
    public String toString() {
        return method() + " " + MessageText.path(path());
    }

    /** Collects the parts of a request. Not safe for use by several threads. */
    public static final class Builder {

        private final RequestParts parts;
        private Headers.@Nullable Builder addedHeaders;

        private Builder(RequestParts parts) {
            this.parts = parts;
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
            parts.protocol = value;
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
            parts.scheme = value;
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
            parts.serverName = name;
            parts.serverPort = port;
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
                addedHeaders = parts.headers.toBuilder();
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
                addedHeaders = parts.headers.toBuilder();
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
            parts.headers = value;
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
            parts.body = Objects.requireNonNull(value);
            return this;
        }

        /**
         * The client's address. Default: not known.
         *
         * @param value the address
         * @return this builder
         */
        public Builder remoteAddress(@Nullable InetSocketAddress value) {
            parts.remoteAddress = value;
            return this;
        }

        /**
         * The address that the request came in on. Default: not known.
         *
         * @param value the address
         * @return this builder
         */
        public Builder localAddress(@Nullable InetSocketAddress value) {
            parts.localAddress = value;
            return this;
        }

        /**
         * Facts of the TLS connection. Default: none. The {@link #scheme} is set apart from this.
         *
         * @param value the facts
         * @return this builder
         */
        public Builder tls(@Nullable TlsSession value) {
            parts.tls = value;
            return this;
        }

        /**
         * The user that the host has authenticated. Default: none.
         *
         * @param value the user
         * @return this builder
         */
        public Builder user(@Nullable AuthenticatedUser value) {
            parts.user = value;
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
            parts.mountPrefix = value;
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
            if (!(parts.variables instanceof LinkedHashMap)) {
                parts.variables = new LinkedHashMap<>(parts.variables);
            }
            parts.variables.put(name, value);
            return this;
        }

        /**
         * The deadlines of this request. Default: those of the gateway.
         *
         * @param value the deadlines, all of which count, or null
         * @return this builder
         */
        public Builder timeouts(@Nullable Timeouts value) {
            parts.timeouts = value;
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
            if (!(parts.tags instanceof HashMap)) {
                parts.tags = new HashMap<>(parts.tags);
            }
            if (value == null) {
                parts.tags.remove(type);
            } else {
                parts.tags.put(type, value);
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
                parts.headers = addedHeaders.build();
                addedHeaders = null;
            }
            return new GatewayRequest(parts.snapshot());
        }
    }
}
