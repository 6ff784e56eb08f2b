package org.gateway4j.async;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.PoolStats;

/**
 * A {@link org.gateway4j.Gateway} that blocks no thread. The promises of {@code Gateway} hold here too: deadlines,
 * truncation that is never silent, one repetition at most, a request body that is closed exactly once, and no leaks.
 * Only waiting differs:
 *
 * <ul>
 *   <li>{@link #dispatch} returns at once. Its {@link ResponseHandler} gets either the response or the failure, exactly
 *       once, on the event loop.
 *   <li>The host pulls the body. {@link AsyncResponse#read} returns the bytes that are there.
 *       {@link AsyncResponse#demand} says when to read again. If the host does not read, the application waits, and
 *       nothing is buffered.
 *   <li>{@link AsyncExchange#abort} ends an exchange at any stage, from any thread.
 *   <li>A request body that is {@linkplain org.gateway4j.RequestBody#pollable pollable} is read on the loop while it
 *       is sent. Any other body that may block is read by a thread of the gateway. A thread of the executor reads what is read
 *       ahead: small bodies that are not in memory, and those that {@link org.gateway4j.Spooling} spools. So any thread may
 *       read a body, but never two at once.
 * </ul>
 *
 * <p>Work that may block runs on the gateway's executor: reading a body ahead, name look-ups, and script mappers that
 * {@linkplain org.gateway4j.script.ScriptMapper#mayBlock may block}. The {@link org.gateway4j.GatewayListener} and
 * other mappers may be called on the loop, so they must be fast.
 *
 * <p>Safe for use by any number of threads and loops at once. A connection belongs to one loop;
 * {@link org.gateway4j.PoolConfig#maxConnections} bounds the connections of all loops together.
 */
public interface AsyncGateway extends AutoCloseable {

    /**
     * Makes a gateway for event loops from one that blocks, such as one to CGI programs. Threads wait in place of the
     * loop, one for each exchange that waits for the application or for a permit. Its request bodies may be of any
     * kind.
     *
     * @param gateway the gateway that blocks; closing the result closes it
     * @param executor runs the waits. It must have a thread for each of them, or exchanges delay each other
     * @return a gateway with the same name and the same pool figures
     */
    static AsyncGateway over(Gateway gateway, Executor executor) {
        return new ThreadedGateway(gateway, executor);
    }

    /**
     * Sends a request to the application. Never blocks. Any thread may call it. The handler is not called before this
     * method returns, with one exception: if the loop has ended, the calling thread calls the handler.
     *
     * @param request the request; the gateway closes its body once, at the end of the exchange at the latest. A body whose
     *     read blocks is closed by another thread, a moment later
     * @param loop the loop on which the exchange runs
     * @param handler gets the response or the failure; it must not block
     * @return the exchange, to abort it
     * @throws IllegalStateException if the gateway was closed before the call; the request's body is closed then too
     */
    AsyncExchange dispatch(GatewayRequest request, EventLoop loop, ResponseHandler handler);

    /**
     * Sends a request, as {@link #dispatch} does, with a stage in place of a handler.
     *
     * <p>The stage is completed on the loop, with a {@link org.gateway4j.GatewayException} if there is no response. Never wait for
     * it on the loop: the loop would wait for itself. An action that is added before the stage is completed runs on the loop. An
     * action that is added later runs on the thread that adds it. To run it on the loop in any case, add it by a method whose name
     * ends in {@code Async} without an executor. The same holds for stages that derive from this one.
     *
     * <p>To end the exchange early, complete the stage exceptionally, for instance by {@code cancel} or {@code orTimeout} of its
     * {@link CompletionStage#toCompletableFuture}. That aborts the exchange and closes a response that comes too late. To cancel a
     * derived stage does not abort the exchange.
     *
     * @param request the request, as for {@link #dispatch}
     * @param loop the loop of the exchange, as for {@link #dispatch}
     * @return the stage of the response. Whoever takes the response must close it, even if an action of the stage throws
     * @throws IllegalStateException if the gateway was closed, as for {@link #dispatch}
     */
    default CompletionStage<AsyncResponse> send(GatewayRequest request, EventLoop loop) {
        return PendingResponse.dispatch(this, request, loop);
    }

    /**
     * The name of this gateway, for messages and metrics.
     *
     * @return as {@link org.gateway4j.Gateway#name}
     */
    String name();

    /**
     * Takes no more requests and waits for those in flight, as {@link org.gateway4j.Gateway#drain}. This method blocks,
     * so it must not be called on a loop.
     *
     * @param longest the longest time to wait, not negative
     * @return true if no request has or awaits a connection any more; false if some still do after that time
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
     * Closes idle connections, aborts exchanges in flight and fails those that wait. Handlers hear of that on their
     * loops, so the loops must run until then. The loops themselves stay open.
     */
    @Override
    void close();
}
