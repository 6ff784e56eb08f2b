package org.gateway4j.fastcgi;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayCall;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayListener;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.PoolConfig;
import org.gateway4j.PoolStats;
import org.gateway4j.RequestBody;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.RequestRejectedException.Reason;
import org.gateway4j.Spooling;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.fastcgi.internal.FastCgiProtocol;
import org.gateway4j.fastcgi.internal.FastCgiSettings;
import org.gateway4j.fastcgi.internal.FilterBody;
import org.gateway4j.fastcgi.internal.HeadCheck;
import org.gateway4j.fastcgi.internal.RoleRequest;
import org.gateway4j.fastcgi.internal.RoleRequests;
import org.gateway4j.internal.blocking.Dispatcher;
import org.gateway4j.internal.body.BodyFileAccess;
import org.gateway4j.internal.cgi.AddedVariables;
import org.gateway4j.internal.cgi.MetaVariables;
import org.gateway4j.internal.eventloop.LoopDispatcher;
import org.gateway4j.internal.exchange.Backend;
import org.gateway4j.internal.exchange.BackendBuilder;
import org.gateway4j.internal.exchange.Medium;
import org.gateway4j.internal.exchange.PingPolicy;
import org.gateway4j.internal.files.FileNames;
import org.gateway4j.internal.http.Octets;
import org.gateway4j.internal.wire.Target;
import org.gateway4j.script.DocumentRoot;
import org.gateway4j.script.ScriptMapper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway to a FastCGI application (FastCGI specification 1.0), made for PHP-FPM. {@link #dispatch} uses the
 * Responder role (section 6.2).
 *
 * <p>The application gets the variables of RFC 3875 and those of nginx's stock {@code fastcgi.conf}:
 * {@code SCRIPT_FILENAME}, {@code DOCUMENT_ROOT}, {@code REQUEST_URI}, {@code HTTPS}, {@code REDIRECT_STATUS} and so
 * on. Request header fields become {@code HTTP_*} variables, including {@code Authorization}, but never {@code Proxy}.
 * A field is left out if its name has other characters than letters, digits and hyphens. A client cannot set a variable
 * whose name does not begin with {@code HTTP_}.
 *
 * <p>Safe for use by any number of threads. Opens nothing before the first request.
 */
public final class FastCgiGateway implements Gateway {

    private static final Logger LOG = LoggerFactory.getLogger(FastCgiGateway.class);

    private final Backend backend;
    private final RoleRequests requests;
    private final Dispatcher<RoleRequest> dispatcher;

    private FastCgiGateway(Builder builder) {
        backend = builder.backend();
        requests = builder.requests(backend);
        dispatcher = new Dispatcher<>(backend, builder.target, PingPolicy.NEVER, builder.protocols(backend)::get);
    }

    /**
     * A builder of a gateway.
     *
     * @param endpoint where the application listens: PHP-FPM's {@code listen}
     * @return a new builder
     */
    public static Builder builder(Endpoint endpoint) {
        return builder(new Target(endpoint));
    }

    /** A builder of a gateway to a target that others connect to as well. */
    static Builder builder(Target target) {
        return new Builder(target);
    }

    @Override
    public GatewayResponse dispatch(GatewayRequest request) throws GatewayException {
        return dispatcher.dispatch(request, requests);
    }

    @Override
    public GatewayCall newCall(GatewayRequest request) {
        return dispatcher.newCall(request, requests);
    }

    /**
     * Asks the application, in the Authorizer role, whether a request is allowed (FastCGI specification, section 6.3).
     * The application gets the variables of a Responder except {@code CONTENT_LENGTH}, {@code PATH_INFO},
     * {@code PATH_TRANSLATED} and {@code SCRIPT_NAME}. It gets no body.
     *
     * @param request the request; its body is neither read nor closed, so the request can be dispatched afterwards
     * @return the application's answer
     * @throws GatewayException as {@link #dispatch}
     */
    public Authorization authorize(GatewayRequest request) throws GatewayException {
        GatewayRequest question = request.toBuilder().body(RequestBody.none()).build();
        return AuthorizerResponse.of(dispatcher.dispatch(question, requests::authorizer));
    }

    /**
     * Asks the application, in the Filter role, to answer a request with the content of a file that the host supplies
     * (FastCGI specification, section 6.4). The application gets the variables of a Responder with
     * {@code FCGI_DATA_LENGTH} and {@code FCGI_DATA_LAST_MOD}, the request's body, and the file.
     *
     * @param request the request
     * @param data the content of the file, of known length; it is closed when the request's body is closed
     * @param lastModified the time of the last change of the file
     * @return the response
     * @throws GatewayException as {@link #dispatch}; {@link RequestRejectedException} with status 501 if
     *     {@link Builder#bodyFiles} is on
     * @throws IllegalArgumentException if the length of the data is not known
     */
    public GatewayResponse filter(GatewayRequest request, RequestBody data, Instant lastModified)
            throws GatewayException {
        GatewayRequest both =
                request.toBuilder().body(new FilterBody(request.body(), data)).build();
        return dispatcher.dispatch(both, asked -> {
            refuseBodyFiles();
            return requests.filter(asked, data, lastModified);
        });
    }

    private void refuseBodyFiles() throws RequestRejectedException {
        if (backend.bodyFileAccess() != null) {
            throw new RequestRejectedException(
                    Reason.NOT_IMPLEMENTED, "a Filter takes its input as a stream; bodyFiles must be off");
        }
    }

    @Override
    public String name() {
        return dispatcher.name();
    }

    @Override
    public boolean drain(Duration longest) throws InterruptedException {
        return dispatcher.drain(longest);
    }

    @Override
    public PoolStats stats() {
        return dispatcher.stats();
    }

    @Override
    public void close() {
        dispatcher.close();
    }

    /**
     * Collects the settings of a gateway. All settings except {@link #scripts} have defaults. PHP-FPM treats a body
     * without a length as empty, so {@code spooling} cannot be {@link Spooling.Mode#STREAM_ALL}. Not safe for use by
     * several threads.
     */
    // What a host sees of the superclass is GatewayBuilder.
    @SuppressWarnings("exports")
    public static final class Builder extends BackendBuilder<Builder> {

        private static final PoolConfig USUAL_POOL =
                PoolConfig.of(5).withIdleTimeout(Duration.ofSeconds(2)).withReuse(PoolConfig.Reuse.FRESH_FIRST);

        private final Target target;
        private @Nullable ScriptMapper scripts;
        private PoolConfig pool = PoolConfig.defaults();
        private boolean bodyFiles;
        private @Nullable String bodyFilesGroup;
        private @Nullable Function<? super GatewayRequest, Map<String, String>> variables;
        private String serverSoftware = "Gateway4j";
        private boolean keepConnections = true;
        private boolean padding;

        private Builder(Target target) {
            super(Spooling.Mode.UNKNOWN_LENGTH, true);
            this.target = target;
        }

        @Override
        protected Builder self() {
            return this;
        }

        private Backend backend() {
            return backend(
                    "fastcgi " + target.endpoint(),
                    Medium.CONNECTION,
                    pool.withDefaults(keepConnections ? USUAL_POOL : USUAL_POOL.withMaxUses(1)),
                    bodyFileAccess());
        }

        /**
         * The mapper from requests to scripts. Required.
         *
         * @param value the mapper
         * @return this builder
         */
        public Builder scripts(ScriptMapper value) {
            scripts = value;
            return this;
        }

        /**
         * The pool of connections. Default: 5 connections, the number of workers that PHP-FPM starts with, and each is
         * kept for 2 s without use. A setting of the pool that is left to the protocol keeps these values.
         *
         * <p>The right cap is the number of requests that the application serves at once: {@code pm.max_children} of
         * PHP-FPM, {@code PHP_FCGI_CHILDREN} of php-cgi. Most programs on libfcgi and Perl's FCGI accept one connection
         * and serve it until it is closed, and a second connection only waits. For these the right cap is the number of
         * processes that share the endpoint.
         *
         * @param value the pool's configuration
         * @return this builder
         */
        public Builder pool(PoolConfig value) {
            pool = value;
            return this;
        }

        /**
         * Changes a part of the pool's configuration.
         *
         * @param change returns the new configuration, given the present one
         * @return this builder
         */
        public Builder pool(UnaryOperator<PoolConfig> change) {
            return pool(change.apply(pool));
        }

        /**
         * Hands bodies over in files instead of sending them: PHP-FPM opens the file that {@code REQUEST_BODY_FILE}
         * names. This is for applications on this machine that can read the directory of {@code spooling}. Bodies that
         * fit into {@link Spooling#memory} are still sent. All larger bodies are spooled, including those of known
         * length. That is faster than spooling and then sending them, and slower than sending them while they arrive.
         * {@link FastCgiGateway#filter} cannot be used then. Default off.
         *
         * <p>Try it once with a body larger than that. PHP-FPM does not fail if it cannot open the file: the script
         * runs with an empty input and the true {@code CONTENT_LENGTH}, and its answer looks like any other. Only a
         * warning in PHP's error output tells ({@code REQUEST_BODY_FILE: open(...) failed}; see
         * {@link GatewayListener#applicationError}).
         *
         * @param group the group of the files. PHP-FPM's user must be a member of it, and this process must be allowed
         *     to set it. Null if both run as the same user. The group must exist when the gateway is
         *     {@linkplain #build built}
         * @return this builder
         */
        public Builder bodyFiles(@Nullable String group) {
            bodyFiles = true;
            bodyFilesGroup = group;
            return this;
        }

        private @Nullable BodyFileAccess bodyFileAccess() {
            if (!bodyFiles) {
                return null;
            }
            return bodyFilesGroup == null
                    ? BodyFileAccess.toSameUser()
                    : BodyFileAccess.toGroup(bodyFilesGroup, spooling().directory());
        }

        private RoleRequests requests(Backend backend) {
            ScriptMapper mapper = scripts;
            if (mapper == null) {
                throw new IllegalStateException(
                        backend.name() + ": scripts is not set; the gateway cannot map requests");
            }
            warnOfLimitedNames(backend, mapper);
            int extra = Octets.utf8(serverSoftware).length() + bodyDirectoryOctets();
            HeadCheck check = new HeadCheck(protocols(backend), backend.limits(), extra);
            return new RoleRequests(mapper, new AddedVariables(variables), check);
        }

        private static void warnOfLimitedNames(Backend backend, ScriptMapper mapper) {
            Charset encoding = mapper instanceof DocumentRoot root ? root.limitedEncoding() : null;
            if (encoding != null) {
                LOG.warn(
                        "{}: file names of this JVM are in {}: requests for scripts whose names it does not have are"
                                + " refused; run the host in a UTF-8 locale",
                        backend.name(),
                        encoding);
            }
        }

        private Supplier<FastCgiProtocol> protocols(Backend backend) {
            FastCgiSettings settings = new FastCgiSettings(keepConnections, padding);
            String software = serverSoftware;
            return () -> new FastCgiProtocol(settings, new MetaVariables(software, true), backend.limits());
        }

        private int bodyDirectoryOctets() {
            Path directory = spooling().directory().toAbsolutePath();
            return bodyFiles ? FileNames.ofThisJvm().octets(directory).length() : 0;
        }

        /**
         * Adds variables to each request, by the rules of {@link GatewayRequest.Builder#variable}. They replace
         * variables of the request with the same name. Default none.
         *
         * @param value returns names and values for a request. The thread that dispatches the request calls it
         * @return this builder
         */
        public Builder variables(Function<? super GatewayRequest, Map<String, String>> value) {
            variables = value;
            return this;
        }

        /**
         * The value of {@code SERVER_SOFTWARE}. Default {@code Gateway4j}.
         *
         * @param value a product and version (RFC 3875 section 4.1.17)
         * @return this builder
         */
        public Builder serverSoftware(String value) {
            serverSoftware = value;
            return this;
        }

        /**
         * Whether connections serve more than one request ({@code FCGI_KEEP_CONN}). Default true. With false each
         * request opens a connection, whatever {@link #pool} says about reuse. False is for applications that serve one
         * request per connection, such as fcgiwrap behind a busy host.
         *
         * @param value whether connections are kept
         * @return this builder
         */
        public Builder keepConnections(boolean value) {
            keepConnections = value;
            return this;
        }

        /**
         * Whether records are padded to multiples of 8 bytes, as the specification recommends (section 3.3). Default
         * false: no application is known to gain from padding, and some misread it.
         *
         * @param value whether records are padded
         * @return this builder
         */
        public Builder padding(boolean value) {
            padding = value;
            return this;
        }

        /**
         * Builds the gateway. Nothing is opened.
         *
         * @return the gateway
         * @throws IllegalStateException if {@link #scripts} is not set
         * @throws IllegalArgumentException if the group of {@link #bodyFiles} does not exist, or if the encoding of
         *     file names in this JVM cannot express the directory of {@code spooling} and {@link #bodyFiles} is on
         */
        @Override
        public FastCgiGateway build() {
            return new FastCgiGateway(this);
        }

        /**
         * Makes a gateway for event loops. Nothing is opened.
         *
         * @return the gateway
         * @throws IllegalStateException as {@link #build}
         * @throws IllegalArgumentException as {@link #build}
         */
        public AsyncGateway buildAsync() {
            Backend backend = backend();
            return new LoopDispatcher<>(
                    backend, target, PingPolicy.NEVER, requests(backend), protocols(backend)::get, executor());
        }
    }
}
