package org.gateway4j.host;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gateway4j.ExchangeAbortedException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayCall;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Headers;
import org.gateway4j.Phase;
import org.gateway4j.PoolStats;
import org.gateway4j.RequestBody;

/** A gateway whose answers a test makes. */
final class StubGateway implements Gateway {

    /** What the application answers. */
    interface Application {

        GatewayResponse answer(GatewayRequest request) throws GatewayException;
    }

    private final Application application;
    final List<GatewayRequest> requests = new CopyOnWriteArrayList<>();

    StubGateway(Application application) {
        this.application = application;
    }

    static StubGateway ofText(String text) {
        return new StubGateway(request -> GatewayResponse.of(
                200, Headers.of("Content-Type", "text/plain"), RequestBody.of(text.getBytes(ISO_8859_1))));
    }

    GatewayRequest last() {
        return requests.get(requests.size() - 1);
    }

    @Override
    public GatewayResponse dispatch(GatewayRequest request) throws GatewayException {
        requests.add(request);
        try {
            return application.answer(request);
        } finally {
            close(request);
        }
    }

    private static void close(GatewayRequest request) {
        try {
            request.body().close();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public GatewayCall newCall(GatewayRequest request) {
        AtomicBoolean cancelled = new AtomicBoolean();
        return new GatewayCall() {
            @Override
            public GatewayResponse dispatch() throws GatewayException {
                if (cancelled.get()) {
                    close(request);
                    throw new ExchangeAbortedException("stub", Phase.CHECK, false, "call was cancelled", null);
                }
                return StubGateway.this.dispatch(request);
            }

            @Override
            public void cancel() {
                cancelled.set(true);
            }

            @Override
            public boolean isCancelled() {
                return cancelled.get();
            }
        };
    }

    @Override
    public String name() {
        return "stub";
    }

    @Override
    public boolean drain(Duration longest) {
        return true;
    }

    @Override
    public PoolStats stats() {
        throw new UnsupportedOperationException("nobody asks");
    }

    @Override
    public void close() {}
}
