package org.gateway4j.benchmarks.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
import org.gateway4j.script.ScriptMapper;

/** The library as a host has it: a request built anew for each call, and one connection for each caller. */
final class GatewayClient implements Client {

    static final Timeouts NO_DEADLINES = Timeouts.of(Timeouts.NEVER);

    /** Larger answers go to a stream, as a host does that has no use for a buffer of its own. */
    private static final int BUFFER = 64 * 1024;

    /** Others may have their turns before a connection is used again. */
    private static final Duration BETWEEN_TURNS = Duration.ofMinutes(1);

    private final Workload workload;
    private final Gateway gateway;

    GatewayClient(Endpoint endpoint, Workload workload, int callers, Timeouts timeouts) {
        this.workload = workload;
        PoolConfig pool = PoolConfig.of(callers).withIdleTimeout(BETWEEN_TURNS);
        gateway = workload.isAjp()
                ? AjpGateway.builder(endpoint)
                        .packetSize(workload.service().packet())
                        .pool(pool)
                        .timeouts(timeouts)
                        .build()
                : FastCgiGateway.builder(endpoint)
                        .scripts(ScriptMapper.script(BrowserRequest.SCRIPT))
                        .pool(pool)
                        .timeouts(timeouts)
                        .build();
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
        private final byte[] content = new byte[workload.body() <= BUFFER ? workload.body() : 0];

        @Override
        public long call() throws IOException {
            try (GatewayResponse response = gateway.dispatch(request())) {
                long seen = response.status();
                Headers headers = response.headers();
                for (int i = 0; i < headers.size(); i++) {
                    seen += headers.name(i).length() + headers.value(i).length();
                }
                InputStream body = response.body();
                long length =
                        workload.answer() > BUFFER ? body.transferTo(OutputStream.nullOutputStream()) : read(body);
                if (length != workload.answer()) {
                    throw new IOException("body of " + length + " bytes, not " + workload.answer());
                }
                return seen + length;
            }
        }

        private GatewayRequest request() {
            if (workload.body() == 0) {
                return BrowserRequest.get();
            }
            return BrowserRequest.post(
                    content.length > 0 ? RequestBody.of(content) : new EffortlessBody(workload.body()));
        }

        private long read(InputStream body) throws IOException {
            long length = 0;
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                length += count;
            }
            return length;
        }
    }
}
