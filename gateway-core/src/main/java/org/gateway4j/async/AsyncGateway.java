package org.gateway4j.async;

import java.time.Duration;
import java.util.concurrent.Executor;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.PoolStats;

/**
 * A {@link org.gateway4j.Gateway} that blocks nobody. What {@code Gateway} promises holds here too: deadlines, truncation that
 * is never silent, one repetition at most, a request body that is closed exactly once, nothing leaked. Only the ways to wait
 * differ:
 *
 * <ul>
 *   <li>{@link #dispatch} returns at once. Its {@link ResponseHandler} gets the response or the failure, exactly one of them,
 *       exactly once, on the event loop.
 *   <li>The body is pulled. {@link AsyncResponse#read} gives what is there; {@link AsyncResponse#demand} says when to read
 *       again. A host that does not read makes the application wait, and nothing is buffered for it.
 *   <li>{@link AsyncExchange#abort} ends an exchange at any stage, from any thread.
 *   <li>A request body that is {@linkplain org.gateway4j.RequestBody#pollable pollable} is read on the loop. Any other body that
 *       is not in memory is read by a thread of the gateway.
 * </ul>
 *
 * <p>What may block runs on the gateway's executor: reading a body ahead, name look-ups, and script mappers that {@linkplain
 * org.gateway4j.script.ScriptMapper#mayBlock may block}. The {@link org.gateway4j.GatewayListener} and the mapper may be called
 * on the loop, so they must be quick.
 *
 * <p>Safe for use by any number of threads and loops at once. A connection belongs to one loop; {@link
 * org.gateway4j.PoolConfig#maxConnections} bounds the connections of all loops together.
 */
public interface AsyncGateway extends AutoCloseable {

    /**
     * A gateway for event loops over one that blocks, as for CGI: threads wait in place of the loop, one for each exchange that
     * waits for the application or for a permit. Its request bodies may be of any kind.
     *
     * @param gateway closed with the result
     * @param executor runs what waits; it must have a thread for each, or exchanges hold each other up
     * @return a gateway with the same name and figures
     */
    static AsyncGateway over(Gateway gateway, Executor executor) {
        return new ThreadedGateway(gateway, executor);
    }

    /**
     * Sends a request to the application. Never blocks, and may be called by any thread. The handler is not called before this
     * returns, unless the loop has ended: then the calling thread calls it.
     *
     * @param request the request; its body is closed by this call or by the end of the response
     * @param loop where everything happens that concerns this exchange
     * @param handler who gets the response or the failure; it must not block
     * @return the exchange, to abort it
     * @throws IllegalStateException if the gateway was closed before the call; the request's body is closed then too
     */
    AsyncExchange dispatch(GatewayRequest request, EventLoop loop, ResponseHandler handler);

    /**
     * What the host calls this gateway.
     *
     * @return as {@link org.gateway4j.Gateway#name}
     */
    String name();

    /**
     * Takes no more requests and waits for those in flight, as {@link org.gateway4j.Gateway#drain}. This call blocks, so it must
     * not be made on a loop.
     *
     * @param longest the longest time to wait, not negative
     * @return whether no request has or awaits a connection any more
     * @throws InterruptedException if the thread was interrupted while it waited
     */
    boolean drain(Duration longest) throws InterruptedException;

    /**
     * A snapshot of the pool's figures.
     *
     * @return the figures, consistent with each other
     */
    PoolStats stats();

    /**
     * Closes idle connections, aborts exchanges in flight and fails those that wait. Handlers hear of it on their loops, which
     * must run until then. The loops themselves stay open.
     */
    @Override
    void close();
}
