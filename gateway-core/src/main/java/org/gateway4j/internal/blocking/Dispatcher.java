package org.gateway4j.internal.blocking;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.gateway4j.Endpoint;
import org.gateway4j.GatewayCall;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayListener.CloseReason;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Phase;
import org.gateway4j.PoolStats;
import org.gateway4j.RequestBodyException;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.internal.body.OutgoingBody;
import org.gateway4j.internal.body.SourceThreads;
import org.gateway4j.internal.exchange.Backend;
import org.gateway4j.internal.exchange.ExchangeEvents;
import org.gateway4j.internal.exchange.Failures;
import org.gateway4j.internal.exchange.PingPolicy;
import org.gateway4j.internal.exchange.Preparation;
import org.gateway4j.internal.exchange.PreparedRequest;
import org.gateway4j.internal.exchange.Preparer;
import org.gateway4j.internal.pool.Lease;
import org.gateway4j.internal.protocol.Protocol;
import org.gateway4j.internal.wire.Connector;
import org.gateway4j.internal.wire.Nanos;
import org.gateway4j.internal.wire.Target;
import org.gateway4j.internal.wire.Watchdog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part that all gateways over pooled connections share: prepares a request, takes a connection, runs the exchange, and
 * repeats it once if the connection turns out to be dead.
 *
 * @param <Q> a request, as the protocol's gateway has prepared it
 */
public final class Dispatcher<Q> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("org.gateway4j.connection");

    private final Backend backend;
    private final Failures failures;
    private final Connections<Q> connections;
    private final Watchdog watchdog;
    private final Preparer preparer;
    private final SourceThreads bodies;

    /** A dispatcher for an endpoint. Each connection gets its own protocol. */
    public Dispatcher(Backend backend, Endpoint endpoint, PingPolicy pings, Supplier<Protocol<Q>> protocols) {
        this(backend, new Target(endpoint), pings, protocols);
    }

    /** The same, for a target that others may share. */
    public Dispatcher(Backend backend, Target target, PingPolicy pings, Supplier<Protocol<Q>> protocols) {
        this(backend, pings, watchdog -> {
            Connector connector = new Connector(target, backend.timeoutNanos().connect(), watchdog);
            return new SocketOpener<>(connector, protocols);
        });
    }

    /** A dispatcher that has opened nothing yet. */
    public Dispatcher(Backend backend, PingPolicy pings, Function<Watchdog, Opener<Q>> opener) {
        this.backend = backend;
        this.failures = new Failures(backend);
        this.watchdog = new Watchdog("gateway4j " + backend.name());
        this.connections = new Connections<>(backend, pings, opener.apply(watchdog));
        this.preparer = new Preparer(backend, connections.pool());
        this.bodies = new SourceThreads(backend.name());
    }

    /** Runs one request; see {@link org.gateway4j.Gateway#dispatch}. */
    public GatewayResponse dispatch(GatewayRequest request, Preparation<Q> preparation) throws GatewayException {
        return dispatch(request, preparation, Cancellation.NEVER);
    }

    /** A call that will run one request; see {@link org.gateway4j.Gateway#newCall}. */
    public GatewayCall newCall(GatewayRequest request, Preparation<Q> preparation) {
        return new DispatchedCall<>(this, request, preparation);
    }

    GatewayResponse dispatch(GatewayRequest request, Preparation<Q> preparation, Cancellation cancellation)
            throws GatewayException {
        cancellation.enter();
        try {
            return attempted(prepare(request, preparation, cancellation), cancellation);
        } finally {
            cancellation.leave();
        }
    }

    private GatewayResponse attempted(PreparedRequest<Q> prepared, Cancellation cancellation) throws GatewayException {
        GatewayResponse response = null;
        try {
            response = attempt(prepared, cancellation);
            return response;
        } finally {
            if (response == null) {
                prepared.close();
            }
        }
    }

    /**
     * Prepares a request: checks and maps it, and reads its body ahead. All refusals happen here. If that fails, the body is
     * closed.
     */
    public PreparedRequest<Q> prepare(GatewayRequest request, Preparation<Q> preparation) throws GatewayException {
        return prepare(request, preparation, Cancellation.NEVER);
    }

    private PreparedRequest<Q> prepare(GatewayRequest request, Preparation<Q> preparation, Cancellation cancellation)
            throws GatewayException {
        OutgoingBody body = new OutgoingBody(request.body(), backend.name(), bodies);
        PreparedRequest<Q> prepared = null;
        try {
            prepared = prepare(request, preparation, body, cancellation);
            return prepared;
        } finally {
            if (prepared == null) {
                body.close();
            }
        }
    }

    /**
     * Prepares a request for this application that was prepared for another and attempted there in vain. Its body is not read
     * again. Only its owner or the end of a response closes it.
     *
     * @throws RequestBodyException if the body was streamed to the other and cannot be sent again
     */
    public PreparedRequest<Q> adopt(PreparedRequest<?> attempted, Preparation<Q> preparation) throws GatewayException {
        try {
            if (!attempted.body().canBeSentAgain()) {
                throw new IOException("it was streamed and can be read only once");
            }
            attempted.body().rewind();
        } catch (IOException e) {
            throw new RequestBodyException(
                    backend.name(), Phase.SPOOL, false, "request body cannot be sent again: " + e.getMessage(), e);
        }
        return prepare(attempted.request(), preparation, attempted.body(), Cancellation.NEVER);
    }

    /** The listener is told of the end in each case, also if the host's own code throws. */
    private PreparedRequest<Q> prepare(
            GatewayRequest request, Preparation<Q> preparation, OutgoingBody body, Cancellation cancellation)
            throws GatewayException {
        if (connections.isClosed()) {
            throw new IllegalStateException(backend.name() + ": gateway is closed");
        }
        ExchangeEvents events = new ExchangeEvents(backend, request);
        events.started();
        try {
            return preparer.prepare(request, preparation, body, events, System.nanoTime());
        } catch (GatewayException e) {
            throw failed(events, e, cancellation);
        } catch (RuntimeException | Error e) {
            events.failed(failures.thrownByHost(e, Phase.CHECK));
            throw e;
        }
    }

    /**
     * Sends a request that was prepared here, once. If that fails, the body is still open, for {@link #adopt} elsewhere; the
     * end of a response closes it.
     */
    public GatewayResponse attempt(PreparedRequest<Q> prepared) throws GatewayException {
        return attempt(prepared, Cancellation.NEVER);
    }

    private GatewayResponse attempt(PreparedRequest<Q> prepared, Cancellation cancellation) throws GatewayException {
        prepared.body().handFileOver(backend.bodyFileAccess() != null);
        try {
            return run(prepared, cancellation);
        } catch (GatewayException e) {
            throw failed(prepared.events(), e, cancellation);
        } catch (RuntimeException | Error e) {
            prepared.events().failed(failures.thrownByHost(e, Phase.SEND));
            throw e;
        }
    }

    private GatewayException failed(ExchangeEvents events, GatewayException e, Cancellation cancellation) {
        GatewayException failure = cancellation.isCancelled() ? failures.cancelled(e) : failures.named(e);
        events.failed(failure);
        return failure;
    }

    private GatewayResponse run(PreparedRequest<Q> prepared, Cancellation cancellation) throws GatewayException {
        Lease<Connection<Q>> lease = connections.lease(prepared);
        boolean settled = false;
        try {
            GatewayResponse response = exchange(prepared, lease, cancellation);
            settled = true;
            return response;
        } catch (RequestRejectedException e) {
            settled = true;
            lease.release();
            throw e;
        } finally {
            if (!settled) {
                lease.discard(CloseReason.FAILED);
            }
        }
    }

    /** Runs the exchange. If a reused connection turns out to be dead, repeats it once on a new one. */
    private GatewayResponse exchange(PreparedRequest<Q> prepared, Lease<Connection<Q>> lease, Cancellation cancellation)
            throws GatewayException {
        while (true) {
            boolean reused = lease.connection() != null;
            Connection<Q> connection = connections.openIfNeeded(lease, prepared);
            long now = System.nanoTime();
            prepared.events().acquired(connection.id(), reused, now - prepared.ready());
            BlockingExchange<Q> exchange = new BlockingExchange<>(prepared, lease, connection, now);
            cancellation.attach(exchange);
            try {
                return new StreamedResponse(exchange, exchange.start());
            } catch (GatewayException e) {
                if (!reused || !exchange.canBeRepeated(e)) {
                    throw e;
                }
                cancellation.detach();
                LOG.debug(
                        "{}: connection {} was dead, retrying {}",
                        backend.name(),
                        connection.id(),
                        prepared.request(),
                        e);
                lease.drop(CloseReason.STALE);
                rewind(prepared.body(), e);
                prepared.events().retried(e);
            }
        }
    }

    private void rewind(OutgoingBody body, GatewayException failure) throws GatewayException {
        try {
            body.rewind();
        } catch (IOException e) {
            failure.addSuppressed(e);
            throw failure;
        }
    }

    /** What the host calls the gateway. */
    public String name() {
        return backend.label();
    }

    /** See {@link org.gateway4j.Gateway#drain}. */
    public boolean drain(Duration longest) throws InterruptedException {
        return connections.drain(Nanos.of(longest));
    }

    /** How many bytes of request bodies are spooled now. */
    public long spooled() {
        return preparer.spooled();
    }

    /** The pool's figures. */
    public PoolStats stats() {
        return connections.stats();
    }

    /** Closes idle connections and aborts all exchanges. */
    @Override
    public void close() {
        connections.refuse();
        bodies.close();
        watchdog.abortAll();
        connections.close();
        watchdog.close();
    }
}
