package org.gateway4j.balancer;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.gateway4j.BackendBusyException;
import org.gateway4j.BackendFailureException;
import org.gateway4j.BackendTimeoutException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayCall;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Headers;
import org.gateway4j.Phase;
import org.gateway4j.PoolStats;
import org.gateway4j.RequestBody;

/** A gateway without a backend, which does what the test says. */
final class FakeGateway implements Gateway {

    /** What it does with a request. */
    @FunctionalInterface
    interface Behaviour {

        GatewayResponse serve(GatewayRequest request) throws GatewayException;
    }

    static final Behaviour WELL = request -> answer(200);

    /** Nobody listens. */
    static final Behaviour REFUSING = request -> {
        throw new BackendFailureException("fake", Phase.CONNECT, false, "connection refused", null);
    };

    /** It closes its connection when it has the request. */
    static final Behaviour BREAKING = request -> {
        throw new BackendFailureException("fake", Phase.HEAD, true, "closed before a response head", null);
    };

    static final Behaviour BUSY = request -> {
        throw new BackendBusyException("fake", Phase.CONNECT, "listen queue is full", null);
    };

    static final Behaviour SILENT = request -> {
        throw new BackendTimeoutException("fake", Phase.HEAD, true, "no response head after 60 s", null);
    };

    private final String name;
    private final int limit;
    private final List<GatewayRequest> requests = new ArrayList<>();
    private volatile Behaviour behaviour = WELL;
    private volatile boolean closed;

    FakeGateway(String name, int limit) {
        this.name = name;
        this.limit = limit;
    }

    static GatewayResponse answer(int status) {
        return GatewayResponse.of(status, Headers.empty(), RequestBody.of(new byte[] {'x'}));
    }

    FakeGateway behave(Behaviour value) {
        behaviour = value;
        return this;
    }

    synchronized int count() {
        return requests.size();
    }

    synchronized List<GatewayRequest> requests() {
        return List.copyOf(requests);
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public GatewayResponse dispatch(GatewayRequest request) throws GatewayException {
        synchronized (this) {
            requests.add(request);
        }
        if (closed) {
            throw new IllegalStateException(name + ": gateway is closed");
        }
        try {
            return behaviour.serve(request);
        } finally {
            close(request.body());
        }
    }

    private static void close(RequestBody body) {
        try {
            body.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public GatewayCall newCall(GatewayRequest request) {
        return new GatewayCall() {

            private volatile boolean cancelled;

            @Override
            public GatewayResponse dispatch() throws GatewayException {
                return FakeGateway.this.dispatch(request);
            }

            @Override
            public void cancel() {
                cancelled = true;
            }

            @Override
            public boolean isCancelled() {
                return cancelled;
            }
        };
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean drain(Duration longest) {
        return true;
    }

    @Override
    public PoolStats stats() {
        return PoolStats.of(limit);
    }

    @Override
    public void close() {
        closed = true;
    }
}
