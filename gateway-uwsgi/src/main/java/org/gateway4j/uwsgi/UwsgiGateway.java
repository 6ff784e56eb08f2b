package org.gateway4j.uwsgi;

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
import org.gateway4j.script.ScriptMapper;
import org.gateway4j.uwsgi.internal.UwsgiProtocol;
import org.gateway4j.uwsgi.internal.UwsgiSettings;
import org.jspecify.annotations.Nullable;

/**
 * The gateway to an application server that speaks the uwsgi protocol, which is uWSGI. The protocol is described at
 * <a href="https://uwsgi-docs.readthedocs.io/en/latest/Protocol.html">uwsgi-docs.readthedocs.io</a>.
 *
 * <p>The application gets the variables of RFC 3875 and those of nginx's stock {@code uwsgi_params}. By default it
 * serves its whole mount: the mount prefix is {@code SCRIPT_NAME}, and the rest of the path, decoded, is
 * {@code PATH_INFO}, as WSGI wants it (PEP 3333). Request header fields become {@code HTTP_*} variables, including
 * {@code Authorization}, but never {@code Proxy}. A client cannot set a variable whose name does not begin with
 * {@code HTTP_}. All variables together may have 65,535 bytes; a request with more is refused with 431, or with 414 if
 * its target is the largest part. uWSGI's own {@code buffer-size} is usually 4096 bytes: it closes the connection of a
 * request with larger variables without an answer.
 *
 * <p>The body has the length that {@code CONTENT_LENGTH} says; bodies of unknown length are spooled first. uWSGI's
 * dialects are not spoken: neither the chunked input that {@code uwsgi_chunked_read} expects, nor raw HTTP as
 * {@code http-socket} takes it. A uWSGI with only an {@code http-socket} is an HTTP server, not one for this gateway.
 *
 * <p>The answer is an HTTP/1.x response head, whose status line counts unless a {@code Status} field is there as well,
 * and a body up to the end of the connection or to its {@code Content-Length}. A body is taken as it is:
 * {@code Transfer-Encoding} is dropped and nothing is decoded. So uWSGI's routing action {@code chunked} must be off;
 * with it the client would see the chunk sizes.
 *
 * <p>An answer with a {@code Content-Length} that is cut off fails, as does one that is cut off within its head.
 * <em>The protocol has no sign for the end of an answer without a length.</em> If a worker dies within such an answer,
 * the kernel closes its connection, and the part that has arrived looks complete. A host that cannot accept this has its
 * applications declare lengths; uWSGI's routing action {@code fixcl} adds them.
 *
 * <p>Each request has its own connection. Safe for use by any number of threads. Opens nothing before the first request.
 */
public final class UwsgiGateway implements Gateway {

    private final ScriptRequests requests;
    private final Dispatcher<ScriptRequest> dispatcher;

    private UwsgiGateway(Builder builder) {
        Backend backend = builder.backend();
        Supplier<UwsgiProtocol> protocols = builder.protocols(backend);
        requests = builder.requests(backend, protocols);
        dispatcher = new Dispatcher<>(backend, new Target(builder.endpoint), PingPolicy.NEVER, protocols::get);
    }

    /**
     * A builder of a gateway.
     *
     * @param endpoint where the application listens: uWSGI's {@code socket} or {@code uwsgi-socket}
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
        private UwsgiSettings settings = new UwsgiSettings(0, 0);

        private Builder(Endpoint endpoint) {
            super(Spooling.Mode.UNKNOWN_LENGTH, true);
            this.endpoint = endpoint;
        }

        @Override
        protected Builder self() {
            return this;
        }

        private Backend backend() {
            return backend("uwsgi " + endpoint, Medium.CONNECTION, pool.withDefaults(USUAL_POOL), null);
        }

        private Supplier<UwsgiProtocol> protocols(Backend backend) {
            String software = serverSoftware;
            UwsgiSettings with = settings;
            return () -> new UwsgiProtocol(new MetaVariables(software, true), with, backend.limits());
        }

        private ScriptRequests requests(Backend backend, Supplier<UwsgiProtocol> protocols) {
            int surelySent = UwsgiProtocol.largestVariables(backend.limits())
                    - Octets.utf8(serverSoftware).length();
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
         * number of requests that uWSGI serves at once: {@code processes} times {@code threads}, or {@code async}.
         * Further connections only wait in uWSGI's listen queue, which has {@code listen} places, usually 100.
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
         * The modifier1 of each request, which chooses uWSGI's plugin. Default 0, which is WSGI; 5 is Perl's PSGI, 7 is
         * Ruby's Rack, 9 is CGI. A uWSGI without that plugin closes the connection without an answer.
         *
         * @param value 0 to 255
         * @return this builder
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder modifier1(int value) {
            settings = new UwsgiSettings(value, settings.modifier2());
            return this;
        }

        /**
         * The modifier2 of each request, whose meaning depends on the plugin. Default 0.
         *
         * @param value 0 to 255
         * @return this builder
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder modifier2(int value) {
            settings = new UwsgiSettings(settings.modifier1(), value);
            return this;
        }

        /**
         * Builds the gateway. Nothing is opened.
         *
         * @return the gateway
         */
        @Override
        public UwsgiGateway build() {
            return new UwsgiGateway(this);
        }

        /**
         * Makes a gateway for event loops. Nothing is opened.
         *
         * @return the gateway
         */
        public AsyncGateway buildAsync() {
            Backend backend = backend();
            Supplier<UwsgiProtocol> protocols = protocols(backend);
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
