package org.gateway4j.ajp;

import java.time.Duration;
import java.util.Set;
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
import org.gateway4j.Timeouts;
import org.gateway4j.ajp.internal.AjpProtocol;
import org.gateway4j.ajp.internal.AjpSettings;
import org.gateway4j.ajp.internal.CheckedRequests;
import org.gateway4j.ajp.internal.Loopback;
import org.gateway4j.ajp.internal.PacketCheck;
import org.gateway4j.ajp.internal.RefusalHint;
import org.gateway4j.ajp.internal.codec.Packet;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.internal.blocking.Dispatcher;
import org.gateway4j.internal.eventloop.LoopDispatcher;
import org.gateway4j.internal.exchange.Backend;
import org.gateway4j.internal.exchange.BackendBuilder;
import org.gateway4j.internal.exchange.Medium;
import org.gateway4j.internal.exchange.PingPolicy;
import org.gateway4j.internal.exchange.Preparation;
import org.gateway4j.internal.http.Octets;
import org.gateway4j.internal.wire.Target;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway to a servlet container with an AJP13 connector: Tomcat, or Undertow's AJP listener.
 *
 * <p>The container sees the client's request: method, path and query as the client sent them, header fields, the
 * addresses and ports of both sides, the scheme, and the facts of the TLS connection. It also gets the user that the
 * host has authenticated, and those {@link GatewayRequest#variables} that {@link Builder#allowedAttributes} names. A
 * client can set none of these by a header field: header fields stay header fields. Bodies of unknown length stream.
 *
 * <p>Header fields about the client's connection are left out, and so are the fields that the Connection field names
 * (RFC 9110 section 7.6.1). But fields that say where a request goes, who sends it or what its body is are always sent,
 * such as Host, Cookie and X-Forwarded-For. So a client can keep any other field from the application, even a field
 * that the host has added. A host that adds fields should remove the Connection field.
 *
 * <p>AJP13 cannot switch protocols. An {@code Upgrade} field is left out, and the request is answered as if it had no
 * such field. Java's HttpClient, for instance, offers HTTP/2 in this way. Only a WebSocket handshake is refused
 * ({@link org.gateway4j.RequestRejectedException.Reason#NOT_IMPLEMENTED}), because its client cannot use any other
 * answer.
 *
 * <p>A container itself resolves the path: it strips path parameters, decodes once, drops empty segments and follows
 * dot segments. With a {@link GatewayRequest#mountPrefix}, a path that could leave the prefix in this way is refused
 * ({@link org.gateway4j.RequestRejectedException.Reason#BAD_REQUEST}), whatever the container's settings for
 * {@code %2f}, {@code %5c} and backslashes are. A path with a malformed escape, or with both a dot segment and such a
 * slash, is refused too. All other paths are sent as the client sent them. Without a prefix no path is refused, because
 * the whole container is mounted.
 *
 * <p>The user and the attributes are sent as UTF-8. AJP13 defines no charset, and Tomcat reads them as ISO-8859-1, as
 * it does with mod_jk. So a servlet gets one char for each byte of a character beyond ASCII, and has to decode these
 * chars.
 *
 * <h2>Settings that must match those of the container</h2>
 *
 * <table>
 *   <caption>Settings of a Tomcat connector that must match settings here</caption>
 *   <tr><th>here</th><th>Tomcat</th></tr>
 *   <tr><td>{@link Builder#secret}</td><td>{@code secret}: the same; without a secret, {@code secretRequired="false"}</td></tr>
 *   <tr><td>{@link Builder#packetSize}</td><td>{@code packetSize}: the same</td></tr>
 *   <tr><td>{@link PoolConfig#maxConnections}</td><td>{@code maxThreads}: at least as many</td></tr>
 *   <tr><td>{@link PoolConfig#idleTimeout}</td><td>{@code keepAliveTimeout}: longer, or not limited</td></tr>
 *   <tr><td>{@link Builder#allowedAttributes}</td><td>{@code allowedRequestAttributesPattern}: must match each</td></tr>
 *   <tr><td>{@link GatewayRequest#user}</td><td>{@code tomcatAuthentication="false"}, or Tomcat ignores the user</td></tr>
 *   <tr><td>{@link Limits#requestHeaders}</td><td>{@code maxHeaderCount}: two more, for Host and length</td></tr>
 * </table>
 *
 * <p>Safe for use by any number of threads. Opens nothing before the first request.
 */
public final class AjpGateway implements Gateway {

    private static final Logger LOG = LoggerFactory.getLogger(AjpGateway.class);

    private final Dispatcher<GatewayRequest> dispatcher;
    private final Preparation<GatewayRequest> preparation;

    private AjpGateway(Builder builder) {
        Backend backend = builder.backend();
        Supplier<AjpProtocol> protocols = builder.protocols(backend);
        preparation = builder.preparation(backend, protocols);
        dispatcher = new Dispatcher<>(backend, builder.endpoint, builder.pings(), protocols::get);
    }

    /**
     * A builder of a gateway.
     *
     * @param endpoint where the container's AJP connector listens; Tomcat's usual port is 8009
     * @return a new builder
     */
    public static Builder builder(Endpoint endpoint) {
        return new Builder(endpoint);
    }

    @Override
    public GatewayResponse dispatch(GatewayRequest request) throws GatewayException {
        return dispatcher.dispatch(request, preparation);
    }

    @Override
    public GatewayCall newCall(GatewayRequest request) {
        return dispatcher.newCall(request, preparation);
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
     * Collects the settings of a gateway. All settings have defaults. {@code limits} and {@link #packetSize} both
     * bound the size of a request head. While the container asks for no more of a request's body, the gateway waits for
     * the response head ({@link Timeouts#head}). Not safe for use by several threads.
     */
    // What a host sees of the superclass is GatewayBuilder.
    @SuppressWarnings("exports")
    public static final class Builder extends BackendBuilder<Builder> {

        private static final PoolConfig USUAL_POOL = PoolConfig.of(200).withIdleTimeout(Duration.ofSeconds(15));

        private final Endpoint endpoint;
        private PoolConfig pool = PoolConfig.defaults();
        private @Nullable String secret;
        private int packetSize = Packet.USUAL_SIZE;
        private Duration cpingAfterIdle = Duration.ofSeconds(1);
        private boolean cpingOnConnect;
        private @Nullable String route;
        private Set<String> allowedAttributes = Set.of();
        private Set<String> sendMethodsByName = Set.of();
        private boolean certificateChain = true;

        private Builder(Endpoint endpoint) {
            super(Spooling.Mode.STREAM_ALL, false);
            this.endpoint = endpoint;
        }

        @Override
        protected Builder self() {
            return this;
        }

        private Backend backend() {
            return backend("ajp " + endpoint, Medium.CONNECTION, pool.withDefaults(USUAL_POOL), null);
        }

        private Supplier<AjpProtocol> protocols(Backend backend) {
            AjpSettings settings = settings();
            RefusalHint hint = new RefusalHint(backend.name());
            return () -> new AjpProtocol(settings, backend.limits(), hint);
        }

        private AjpSettings settings() {
            return new AjpSettings(packetSize, secret, route, allowedAttributes, sendMethodsByName, certificateChain);
        }

        private Preparation<GatewayRequest> preparation(Backend backend, Supplier<AjpProtocol> protocols) {
            if (secret == null && !Loopback.contains(endpoint)) {
                LOG.warn(
                        "{}: no secret is set; whoever can reach the container can pretend to be this server",
                        backend.name());
            }
            return new CheckedRequests(new PacketCheck(protocols, settings(), backend.limits()));
        }

        private PingPolicy pings() {
            return PingPolicy.of(cpingAfterIdle, cpingOnConnect);
        }

        /**
         * The pool of connections. Default: 200 connections, the number of threads of a Tomcat connector, and each is
         * kept for 15 s without use. A setting of the pool that is left to the protocol keeps these values. An idle
         * connection occupies no thread of Tomcat, with one exception: after an asynchronous servlet, a thread waits
         * for the next request on the connection (Tomcat 10.1). If there are more connections than threads, requests
         * can then wait in a Tomcat that serves none.
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
         * The secret that the container shares with this server. Default none. Whoever can reach an AJP connector
         * without a secret can pretend to be any client and any user, so a warning is logged unless the endpoint is on
         * this machine.
         *
         * @param value the connector's {@code secret}, which containers compare as ISO-8859-1
         * @return this builder
         * @throws IllegalArgumentException if it is empty or holds a char above U+00FF
         */
        public Builder secret(String value) {
            if (value.isEmpty()) {
                throw new IllegalArgumentException("secret is empty");
            }
            if (value.chars().anyMatch(c -> c > 0xFF)) {
                throw new IllegalArgumentException("secret holds a char above U+00FF, which no container can compare");
            }
            secret = value;
            return this;
        }

        /**
         * The size of packets in bytes. Default 8192, which every container accepts. Larger packets allow larger
         * request heads and faster uploads, because each packet of an upload costs a round trip. The container's packet
         * size must be set to the same value.
         *
         * @param value 8192 to 65536
         * @return this builder
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder packetSize(int value) {
            if (value < Packet.USUAL_SIZE || value > Packet.LARGEST_SIZE) {
                throw new IllegalArgumentException("packetSize is " + value + "; it must be within " + Packet.USUAL_SIZE
                        + " to " + Packet.LARGEST_SIZE);
            }
            packetSize = value;
            return this;
        }

        /**
         * The idle time after which a connection is checked with CPING before its reuse. Default 1 s: after a shorter
         * time, a look at the socket is enough if the container works correctly. With zero, the connection is checked
         * before each request, which costs a round trip each time. {@link Timeouts#NEVER} switches the check off.
         *
         * <p>The container must answer within {@link Timeouts#connect}. Without the right answer, the connection is
         * closed. CPING needs no secret, so its answer does not show that the {@link #secret} is right.
         *
         * <p>An AJP13 answer does not name its request. So if a faulty container continues to send after the end of a
         * response, the next request on that connection can get another request's answer. The gateway looks at each
         * connection before its reuse. That finds bytes that have arrived, but not those that are still on their way.
         *
         * <p>A measurement with 1,000 requests without a pause, of GET or of POST: a faulty container answered every
         * fourth request twice, the second time up to 1 ms late. With the default, 350 to 530 requests got another
         * request's answer. With zero, none did, because the late answer arrived before the answer to CPING. When
         * another thread of the container sent the late answer, 120 to 145 requests got a wrong answer with the
         * default, and 22 to 25 with zero: CPING does not help if the late answer arrives after the answer to CPING.
         *
         * @param value the idle time, not negative
         * @return this builder
         * @throws IllegalArgumentException if it is negative
         */
        public Builder cpingAfterIdle(Duration value) {
            if (value.isNegative()) {
                throw new IllegalArgumentException("cpingAfterIdle is " + value + "; it must not be negative");
            }
            cpingAfterIdle = value;
            return this;
        }

        /**
         * Whether each new connection is checked with CPING before its first use. Default false: the check costs a
         * round trip, and finds only containers that accept connections but serve none.
         *
         * @param value whether new connections are checked
         * @return this builder
         */
        public Builder cpingOnConnect(boolean value) {
            cpingOnConnect = value;
            return this;
        }

        /**
         * The name of the container in a cluster, which Undertow uses as its own. Default none.
         *
         * @param value Tomcat's {@code jvmRoute}
         * @return this builder
         */
        public Builder route(String value) {
            route = Octets.utf8(value);
            return this;
        }

        /**
         * The {@linkplain GatewayRequest#variables variables} of a request that become request attributes. Default
         * none: Tomcat answers 403 to a request with an attribute that it does not expect.
         *
         * @param names the names; they replace those of an earlier call
         * @return this builder
         * @throws IllegalArgumentException if a name is empty or belongs to the protocol or the servlet API. Such an
         *     attribute would let the host's client read files of the application (CVE-2020-1938)
         */
        public Builder allowedAttributes(String... names) {
            for (String name : names) {
                boolean servlet = name.startsWith("javax.servlet.") || name.startsWith("jakarta.servlet.");
                if (servlet || name.isEmpty() || name.startsWith("AJP_")) {
                    throw new IllegalArgumentException("attribute \"" + name + "\" cannot be allowed");
                }
            }
            allowedAttributes = Set.of(names);
            return this;
        }

        /**
         * The methods that are sent by name although AJP13 has a code for them. Default none. Tomcat 9.0.110, 10.1.47
         * and 11.0.12 read the code of DELETE as OPTIONS, and the code of PROPFIND as TRACE.
         *
         * @param methods the methods; they replace those of an earlier call
         * @return this builder
         */
        public Builder sendMethodsByName(String... methods) {
            sendMethodsByName = Set.of(methods);
            return this;
        }

        /**
         * Whether the client's whole certificate chain is sent. Default true. With false, only the client's own
         * certificate is sent, which takes less of the packet.
         *
         * @param value whether the whole chain is sent
         * @return this builder
         */
        public Builder forwardClientCertificateChain(boolean value) {
            certificateChain = value;
            return this;
        }

        /**
         * Builds the gateway. Nothing is opened.
         *
         * @return the gateway
         */
        @Override
        public AjpGateway build() {
            return new AjpGateway(this);
        }

        /**
         * Makes a gateway for event loops. Nothing is opened.
         *
         * @return the gateway
         */
        public AsyncGateway buildAsync() {
            Backend backend = backend();
            Supplier<AjpProtocol> protocols = protocols(backend);
            return new LoopDispatcher<>(
                    backend,
                    new Target(endpoint),
                    pings(),
                    preparation(backend, protocols),
                    protocols::get,
                    executor());
        }
    }
}
