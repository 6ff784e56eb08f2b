package org.gateway4j.benchmarks;

import java.io.IOException;
import org.gateway4j.GatewayRequest;
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

    /** Dispatches as a host does. */
    long dispatch(GatewayRequest request, byte[] buffer, Blackhole host) throws IOException {
        long length = HostWork.answer(gateway, request, buffer, host);
        if (length != answer) {
            throw new IOException("body of " + length + " bytes, not " + answer);
        }
        return length;
    }
}
