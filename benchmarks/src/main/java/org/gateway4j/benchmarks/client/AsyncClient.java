package org.gateway4j.benchmarks.client;

import java.time.Duration;
import org.gateway4j.Endpoint;
import org.gateway4j.PoolConfig;
import org.gateway4j.ajp.AjpGateway;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.script.ScriptMapper;

/** The library on event loops, with all of its deadlines. */
public final class AsyncClient {

    private AsyncClient() {}

    /** A gateway with a connection for each caller. */
    public static AsyncGateway open(Endpoint endpoint, Workload workload, int callers) {
        PoolConfig pool = PoolConfig.of(callers).withIdleTimeout(Duration.ofMinutes(1));
        return workload.isAjp()
                ? AjpGateway.builder(endpoint)
                        .packetSize(workload.service().packet())
                        .pool(pool)
                        .buildAsync()
                : FastCgiGateway.builder(endpoint)
                        .scripts(ScriptMapper.script(BrowserRequest.SCRIPT))
                        .pool(pool)
                        .buildAsync();
    }

    /** How many bytes the body of each answer has. */
    public static int answer(Workload workload) {
        return workload.answer();
    }
}
