package org.gateway4j.scgi;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayCall;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Limits;
import org.gateway4j.PoolConfig;
import org.gateway4j.PoolStats;
import org.gateway4j.Spooling;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.internal.blocking.Dispatcher;
import org.gateway4j.internal.cgi.AddedVariables;
import org.gateway4j.internal.cgi.MetaVariables;
import org.gateway4j.internal.cgi.ScriptRequest;
import org.gateway4j.internal.cgi.SendableCheck;
import org.gateway4j.internal.eventloop.LoopDispatcher;
import org.gateway4j.internal.exchange.Backend;
import org.gateway4j.internal.exchange.BackendBuilder;
import org.gateway4j.internal.exchange.Medium;
import org.gateway4j.internal.exchange.PingPolicy;
import org.gateway4j.internal.http.Octets;
import org.gateway4j.internal.script.ScriptRequests;
import org.gateway4j.internal.wire.Target;
import org.gateway4j.scgi.internal.ScgiProtocol;
import org.gateway4j.script.ScriptMapper;
import org.jspecify.annotations.Nullable;

/**
 * The gateway to an application server that speaks SCGI, the Simple Common Gateway Interface. The protocol is described
 * in <a href="https://python.ca/scgi/protocol.txt">protocol.txt</a>.
 *
 * <p>The application gets the variables of RFC 3875 and those of nginx's stock {@code scgi_params}. By default it serves
 * its whole mount: the mount prefix is {@code SCRIPT_NAME}, and the rest of the path, decoded, is {@code PATH_INFO}.
 * Request header fields become {@code HTTP_*} variables, including {@code Authorization}, but never {@code Proxy}. A
 * client cannot set a variable whose name does not begin with {@code HTTP_}. {@code CONTENT_LENGTH} is always there and
 * comes first; {@code SCGI} is 1. All variables together may have {@link Limits#requestHead} bytes; a request with more
 * is refused with 431, or with 414 if its target is the largest part.
 *
 * <p>The body has the length that {@code CONTENT_LENGTH} says; bodies of unknown length are spooled first. The answer is
 * a CGI response (RFC 3875 section 6), which ends with the connection or with its {@code Content-Length}.
 *
 * <p>An answer with a {@code Content-Length} that is cut off fails, as does one that is cut off within its head. <em>The
 * protocol has no sign for the end of an answer without a length.</em> If an application dies within such an answer, the
 * kernel closes its connection, and the part that has arrived looks complete. A host that cannot accept this has its
 * applications declare lengths, or uses FastCGI, which marks the end.
 *
 * <p>Each request has its own connection. Safe for use by any number of threads. Opens nothing before the first request.
 */
public final class ScgiGateway implements Gateway {

    private final ScriptRequests requests;
    private final Dispatcher<ScriptRequest> dispatcher;

    private ScgiGateway(Builder builder) {
        Backend backend = builder.backend();
        Supplier<ScgiProtocol> protocols = builder.protocols(backend);
        requests = builder.requests(backend, protocols);
        dispatcher = new Dispatcher<>(backend, new Target(builder.endpoint), PingPolicy.NEVER, protocols::get);
    }

    /**
     * A builder of a gateway.
     *
     * @param endpoint where the application listens: for instance uWSGI's {@code scgi-socket}
     * @return a new builder
     */
    public static Builder builder(Endpoint endpoint) {
        return new Builder(endpoint);
    }

    @Override
    public GatewayResponse dispatch(GatewayRequest request) throws GatewayException {
        return dispatcher.dispatch(request, requests);
    }

    @Override
    public GatewayCall newCall(GatewayRequest request) {
        return dispatcher.newCall(request, requests);
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
     * Collects the settings of a gateway. All settings have defaults. The application must know the length of a body, so
     * {@code spooling} cannot be {@link Spooling.Mode#STREAM_ALL}. Not safe for use by several threads.
     */
    // What a host sees of the superclass is GatewayBuilder.
    @SuppressWarnings("exports")
    public static final class Builder extends BackendBuilder<Builder> {

        private static final PoolConfig USUAL_POOL = PoolConfig.of(16).withMaxUses(1);

        private final Endpoint endpoint;
        private @Nullable ScriptMapper scripts;
        private PoolConfig pool = PoolConfig.defaults();
        private @Nullable Function<? super GatewayRequest, Map<String, String>> variables;
        private String serverSoftware = "Gateway4j";

        private Builder(Endpoint endpoint) {
            super(Spooling.Mode.UNKNOWN_LENGTH, true);
            this.endpoint = endpoint;
        }

        @Override
        protected Builder self() {
            return this;
        }

        private Backend backend() {
            return backend("scgi " + endpoint, Medium.CONNECTION, pool.withDefaults(USUAL_POOL), null);
        }

        private Supplier<ScgiProtocol> protocols(Backend backend) {
            String software = serverSoftware;
            return () -> new ScgiProtocol(new MetaVariables(software, true), backend.limits());
        }

        private ScriptRequests requests(Backend backend, Supplier<ScgiProtocol> protocols) {
            int surelySent =
                    backend.limits().requestHead() - Octets.utf8(serverSoftware).length();
            return new ScriptRequests(scripts, new AddedVariables(variables), new SendableCheck(protocols, surelySent));
        }

        /**
         * The mapper from requests to scripts, which then get {@code SCRIPT_FILENAME} as well. Default none: the
         * application serves its whole mount.
         *
         * @param value the mapper
         * @return this builder
         */
        public Builder scripts(ScriptMapper value) {
            scripts = value;
            return this;
        }

        /**
         * The connections. Default: 16 at a time. Each serves one request, whatever the pool's configuration says about
         * reuse. The right cap is the
         * number of requests that the application serves at once. Further connections only wait in its listen queue.
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
         * Builds the gateway. Nothing is opened.
         *
         * @return the gateway
         */
        @Override
        public ScgiGateway build() {
            return new ScgiGateway(this);
        }

        /**
         * Makes a gateway for event loops. Nothing is opened.
         *
         * @return the gateway
         */
        public AsyncGateway buildAsync() {
            Backend backend = backend();
            Supplier<ScgiProtocol> protocols = protocols(backend);
            return new LoopDispatcher<>(
                    backend,
                    new Target(endpoint),
                    PingPolicy.NEVER,
                    requests(backend, protocols),
                    protocols::get,
                    executor());
        }
    }
}
