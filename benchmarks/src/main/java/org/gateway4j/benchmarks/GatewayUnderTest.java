package org.gateway4j.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Headers;
import org.gateway4j.PoolConfig;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.fastcgi.ScriptMapper;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.Blackhole;

/** A gateway as a host has it: all deadlines on, one connection for each thread that dispatches. */
@State(Scope.Benchmark)
public class GatewayUnderTest {

    private FastCgiGateway gateway;
    private int answer;

    /** Makes it. */
    @Setup(Level.Trial)
    public void open(Application application, BenchmarkParams benchmark) {
        answer = application.answer;
        gateway = FastCgiGateway.builder(application.endpoint())
                .scripts(ScriptMapper.script(BrowserRequest.SCRIPT))
                .pool(PoolConfig.of(benchmark.getThreads()))
                .build();
    }

    /** Closes it. */
    @TearDown(Level.Trial)
    public void close() {
        gateway.close();
    }

    /** What a host does: it dispatches, copies the headers into its own response, and the body to its own output. */
    long dispatch(GatewayRequest request, byte[] buffer, Blackhole host) throws IOException {
        try (GatewayResponse response = gateway.dispatch(request)) {
            host.consume(response.status());
            Headers headers = response.headers();
            for (int i = 0; i < headers.size(); i++) {
                host.consume(headers.name(i));
                host.consume(headers.value(i));
            }
            InputStream body = response.body();
            long length = 0;
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                length += count;
            }
            if (length != answer) {
                throw new IOException("body of " + length + " bytes, not " + answer);
            }
            return length;
        }
    }
}
