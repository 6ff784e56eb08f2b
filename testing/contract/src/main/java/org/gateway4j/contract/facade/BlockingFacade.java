package org.gateway4j.contract.facade;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayCall;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.PoolStats;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.contract.async.WatchedLoop;
import org.gateway4j.contract.loop.RunningLoop;

/**
 * A gateway whose callers wait for what happens on event loops of its own, each request on the next one. A host that has no such
 * loops would start an {@link org.gateway4j.async.SelectorLoop} in place of each {@link WatchedLoop}.
 */
public final class BlockingFacade implements Gateway {

    private final AsyncGateway gateway;
    private final List<WatchedLoop> loops;
    private final AtomicInteger calls = new AtomicInteger();

    /**
     * Starts loops; both they and the gateway are closed with the facade.
     *
     * @param gateway what dispatches
     * @param loops how many loops, at least one
     * @param starter starts each
     */
    public BlockingFacade(AsyncGateway gateway, int loops, RunningLoop.Starter starter) {
        this.gateway = gateway;
        this.loops = IntStream.range(0, loops)
                .mapToObj(i -> new WatchedLoop(starter.start("gateway4j facade loop " + i)))
                .toList();
    }

    @Override
    public GatewayResponse dispatch(GatewayRequest request) throws GatewayException {
        return newCall(request).dispatch();
    }

    @Override
    public GatewayCall newCall(GatewayRequest request) {
        int next = Math.floorMod(calls.getAndIncrement(), loops.size());
        return new BlockingCall(gateway, loops.get(next), request);
    }

    @Override
    public String name() {
        return gateway.name();
    }

    @Override
    public boolean drain(Duration longest) throws InterruptedException {
        return gateway.drain(longest);
    }

    @Override
    public PoolStats stats() {
        return gateway.stats();
    }

    /** Ends the loops last, because callers hear on them that the gateway is closed. */
    @Override
    public void close() {
        gateway.close();
        loops.forEach(WatchedLoop::close);
    }
}
