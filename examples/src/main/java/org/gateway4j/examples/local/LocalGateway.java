package org.gateway4j.examples.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
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

/** A gateway that asks no application: the host itself answers. Safe for use by several threads. */
public abstract class LocalGateway implements Gateway {

    private static final String NAME = "host";

    /**
     * Answers a request, whose body is not read.
     *
     * @throws GatewayException if the request is refused
     */
    protected abstract GatewayResponse answer(GatewayRequest request) throws GatewayException;

    /** A response with a line of text. */
    protected static GatewayResponse text(int status, Headers headers, String line) {
        return GatewayResponse.of(
                status,
                headers.toBuilder()
                        .add("Content-Type", "text/plain; charset=utf-8")
                        .build(),
                RequestBody.of((line + "\n").getBytes(UTF_8)));
    }

    /** Whether a request only reads. */
    protected static boolean isRead(GatewayRequest request) {
        return request.method().equals("GET") || request.method().equals("HEAD");
    }

    /** The response to a request that would change what can only be read. */
    protected static GatewayResponse readOnly(String line) {
        return text(405, Headers.of("Allow", "GET, HEAD"), line);
    }

    @Override
    public final GatewayResponse dispatch(GatewayRequest request) throws GatewayException {
        try {
            return answer(request);
        } finally {
            close(request.body());
        }
    }

    private static void close(RequestBody body) {
        try {
            body.close();
        } catch (IOException e) {
            // Nothing of the answer depends on it.
        }
    }

    @Override
    public final GatewayCall newCall(GatewayRequest request) {
        return new LocalCall(request);
    }

    /** It never waits, so there is nothing to interrupt. */
    private final class LocalCall implements GatewayCall {

        private final GatewayRequest request;
        private volatile boolean cancelled;

        LocalCall(GatewayRequest request) {
            this.request = request;
        }

        @Override
        public GatewayResponse dispatch() throws GatewayException {
            if (cancelled) {
                close(request.body());
                throw new ExchangeAbortedException(NAME, Phase.CHECK, false, "call was cancelled", null);
            }
            return LocalGateway.this.dispatch(request);
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean drain(Duration longest) {
        return true;
    }

    @Override
    public PoolStats stats() {
        return PoolStats.of(0);
    }

    @Override
    public void close() {}
}
