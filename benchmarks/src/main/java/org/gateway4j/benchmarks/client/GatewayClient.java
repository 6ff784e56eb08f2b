package org.gateway4j.benchmarks.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Headers;
import org.gateway4j.PoolConfig;
import org.gateway4j.RequestBody;
import org.gateway4j.Timeouts;
import org.gateway4j.ajp.AjpGateway;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.scgi.ScgiGateway;
import org.gateway4j.script.ScriptMapper;
import org.gateway4j.uwsgi.UwsgiGateway;

/** The library as a host has it: a request built anew for each call, and one connection for each caller. */
final class GatewayClient implements Client {

    static final Timeouts NO_DEADLINES = Timeouts.of(Timeouts.NEVER);

    /** Larger answers go to a stream, as a host does that has no use for a buffer of its own. */
    private static final int BUFFER = 64 * 1024;

    /** Others may have their turns before a connection is used again. */
    private static final Duration BETWEEN_TURNS = Duration.ofMinutes(1);

    private final Gateway gateway;
    private final int body;
    private final int answer;

    /**
     * Takes over a gateway.
     *
     * @param body how many bytes each request has beside its head, 0 for a GET
     * @param answer how many the body of each answer has
     */
    GatewayClient(Gateway gateway, int body, int answer) {
        this.gateway = gateway;
        this.body = body;
        this.answer = answer;
    }

    static GatewayClient of(Endpoint endpoint, Workload workload, int callers, Timeouts timeouts) {
        PoolConfig pool = PoolConfig.of(callers).withIdleTimeout(BETWEEN_TURNS);
        ScriptMapper scripts = ScriptMapper.script(BrowserRequest.SCRIPT);
        Gateway gateway = switch (workload.kind()) {
            case AJP ->
                AjpGateway.builder(endpoint)
                        .packetSize(workload.service().packet())
                        .pool(pool)
                        .timeouts(timeouts)
                        .build();
            case FASTCGI, FASTCGI_ECHO ->
                FastCgiGateway.builder(endpoint)
                        .scripts(scripts)
                        .pool(pool)
                        .timeouts(timeouts)
                        .build();
            case SCGI ->
                ScgiGateway.builder(endpoint)
                        .scripts(scripts)
                        .pool(pool)
                        .timeouts(timeouts)
                        .build();
            case UWSGI ->
                UwsgiGateway.builder(endpoint)
                        .scripts(scripts)
                        .pool(pool)
                        .timeouts(timeouts)
                        .build();
        };
        return new GatewayClient(gateway, workload.body(), workload.answer());
    }

    @Override
    public Caller caller() {
        return new Host();
    }

    @Override
    public void close() {
        gateway.close();
    }

    /** What a host does: copies the headers into its own response, and the body to its own output. */
    private final class Host implements Caller {

        private final byte[] buffer = new byte[BUFFER];
        private final byte[] content = new byte[body <= BUFFER ? body : 0];

        @Override
        public long call() throws IOException {
            try (GatewayResponse response = gateway.dispatch(request())) {
                long seen = response.status();
                Headers headers = response.headers();
                for (int i = 0; i < headers.size(); i++) {
                    seen += headers.name(i).length() + headers.value(i).length();
                }
                InputStream stream = response.body();
                long length = answer > BUFFER ? stream.transferTo(OutputStream.nullOutputStream()) : read(stream);
                if (length != answer) {
                    throw new IOException("body of " + length + " bytes, not " + answer);
                }
                return seen + length;
            }
        }

        private GatewayRequest request() {
            if (body == 0) {
                return BrowserRequest.get();
            }
            return BrowserRequest.post(content.length > 0 ? RequestBody.of(content) : new EffortlessBody(body));
        }

        private long read(InputStream stream) throws IOException {
            long length = 0;
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                length += count;
            }
            return length;
        }
    }

    /** A streamed body that costs its host nothing: what is in the buffer already is its content. */
    private static final class EffortlessBody implements RequestBody {

        private final int length;
        private int left;

        EffortlessBody(int length) {
            this.length = length;
            this.left = length;
        }

        @Override
        public long length() {
            return length;
        }

        /** Its content is at hand, as that of a bare socket is. */
        @Override
        public boolean ready() {
            return true;
        }

        @Override
        public int read(ByteBuffer target) {
            if (left == 0) {
                return -1;
            }
            int count = Math.min(left, target.remaining());
            target.position(target.position() + count);
            left -= count;
            return count;
        }

        @Override
        public void close() {}
    }
}
