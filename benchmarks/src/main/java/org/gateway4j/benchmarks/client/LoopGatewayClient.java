package org.gateway4j.benchmarks.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import org.gateway4j.Endpoint;
import org.gateway4j.GatewayException;
import org.gateway4j.Headers;
import org.gateway4j.PoolConfig;
import org.gateway4j.ajp.AjpGateway;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.async.AsyncResponse;
import org.gateway4j.async.ResponseHandler;
import org.gateway4j.async.SelectorLoop;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.script.ScriptMapper;
import org.jspecify.annotations.Nullable;

/** The library as a host on an event loop has it, on a loop of core's own. */
final class LoopGatewayClient implements AsyncClient {

    private final SelectorLoop loop = SelectorLoop.start("loop");
    private final AsyncGateway gateway;
    private final int answer;

    LoopGatewayClient(Endpoint endpoint, Workload workload, int callers) {
        PoolConfig pool = PoolConfig.of(callers).withIdleTimeout(Duration.ofMinutes(1));
        gateway = workload.isAjp()
                ? AjpGateway.builder(endpoint)
                        .packetSize(workload.service().packet())
                        .pool(pool)
                        .buildAsync()
                : FastCgiGateway.builder(endpoint)
                        .scripts(ScriptMapper.script(BrowserRequest.SCRIPT))
                        .pool(pool)
                        .buildAsync();
        answer = workload.answer();
    }

    @Override
    public Caller caller() {
        return new Exchanges();
    }

    @Override
    public void close() {
        gateway.close();
        loop.close();
    }

    /** One exchange after the other. */
    private final class Exchanges implements Caller, ResponseHandler {

        private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
        private @Nullable Outcome outcome;
        private @Nullable AsyncResponse response;
        private long seen;
        private int length;

        @Override
        public void call(Outcome called) {
            outcome = called;
            seen = 0;
            length = 0;
            gateway.dispatch(BrowserRequest.get(), loop, this);
        }

        @Override
        public void answered(AsyncResponse answered) {
            response = answered;
            Headers headers = answered.headers();
            for (int i = 0; i < headers.size(); i++) {
                seen += headers.name(i).length() + headers.value(i).length();
            }
            read();
        }

        private void read() {
            AsyncResponse source = Objects.requireNonNull(response);
            try {
                int count = source.read(buffer.clear());
                while (count > 0) {
                    length += count;
                    count = source.read(buffer.clear());
                }
                if (count == 0) {
                    source.demand(this::read);
                } else {
                    ended();
                }
            } catch (GatewayException e) {
                failed(e);
            }
        }

        private void ended() {
            if (length == answer) {
                outcome().answered(seen + length);
            } else {
                outcome().failed(new IOException("body of " + length + " bytes, not " + answer));
            }
        }

        @Override
        public void failed(GatewayException e) {
            outcome().failed(e);
        }

        private Outcome outcome() {
            return Objects.requireNonNull(outcome);
        }
    }
}
