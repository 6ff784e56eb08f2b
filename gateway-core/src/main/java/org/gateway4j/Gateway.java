package org.gateway4j;

import java.time.Duration;

/**
 * Connects a host to one application that does not speak HTTP: PHP behind PHP-FPM (FastCGI), a servlet container
 * (AJP13), or executables (CGI). A host that has parsed an HTTP request builds one {@link GatewayRequest}, calls
 * {@link #dispatch} and streams one {@link GatewayResponse} back to its client.
 *
 * <h2>Contract of every implementation</h2>
 *
 * <ul>
 *   <li>A response with any status, 500 included, is success. A {@link GatewayException} means that there is no
 *       response. It says what the host should answer instead, whether the application can have run, and whether the
 *       application is to blame.
 *   <li>{@code dispatch} returns as soon as the response head is decoded. After that the body streams. A read returns
 *       the bytes that are there now and never waits to fill a buffer, so server-sent events and long polling flow.
 *   <li>The response must be closed. When it has been read to its end, its connection is already back in the pool and
 *       {@code close} does nothing more. When it is closed earlier, the exchange is aborted and its connection (or
 *       child process) is discarded, unless the rest of the answer has arrived already.
 *   <li>Truncation is never silent. If the application stops before its protocol's own end of the response, the read
 *       throws. It never reports a clean end.
 *   <li>The request is never changed. Its body is closed exactly once, by the gateway, whatever happens: response,
 *       failure or rejection. If the application answers early, a streamed body is closed without having been read to
 *       its end.
 *   <li>Every wait has a deadline ({@link Timeouts}). All deadlines are on by default. An interrupt of the calling
 *       thread, closing the response or the gateway from any other thread, and the deadlines all end a blocked call
 *       promptly, on TCP and on Unix domain sockets, on platform and on virtual threads. After an interrupt the
 *       thread's interrupt flag is set and an {@link ExchangeAbortedException} is thrown.
 *   <li>A request is sent at most once, with one exception. If a reused connection turns out to be dead before any byte
 *       of an answer, the request is sent once more on a new connection. For this, the body must be one that can be
 *       sent again, and either the method is among the {@link PoolConfig#repeatedMethods} or the request was not sent
 *       whole.
 *   <li>Nothing is global: no system properties, no shutdown hooks, no thread-locals, no non-daemon threads.
 * </ul>
 *
 * <p>A gateway is safe for use by any number of threads at once. {@code dispatch} blocks its caller.
 * {@link PoolConfig#maxConnections()} bounds the number of calls in flight. Building a gateway opens nothing.
 */
public interface Gateway extends AutoCloseable {

    /**
     * Sends a request to the application and returns its response as soon as the response head is known.
     *
     * <p>A request that must be refused is refused before a connection is waited for and before the body is read. After
     * a failure whose {@link GatewayException#mayHaveRun} is false, the same request can be dispatched once more, to
     * this gateway or another. Its body must then be {@linkplain RequestBody#none none} or one
     * {@linkplain RequestBody#of(byte[]) of bytes}: closing does not change these, and any other body is used up.
     *
     * @param request the request; its body is closed before this call throws, or else by the end of the response
     * @return the response, to be closed by the caller
     * @throws RequestRejectedException if the request cannot be sent to this application; nothing was sent
     * @throws BackendBusyException if no connection was free in time, or the application is overloaded; the application
     *     has not run
     * @throws BackendTimeoutException if a deadline passed
     * @throws BackendFailureException if the application cannot be reached, or its answer is malformed or truncated
     * @throws RequestBodyException if the request's body could not be read
     * @throws ExchangeAbortedException if the thread was interrupted or the gateway was closed during the call
     * @throws GatewayException the root of all these
     * @throws IllegalStateException if the gateway was closed before the call
     */
    GatewayResponse dispatch(GatewayRequest request) throws GatewayException;

    /**
     * A call of {@link #dispatch} that another thread can cancel, for instance when the client is gone.
     *
     * @param request the request
     * @return a call that has not begun; it must be dispatched, because only that closes the request's body
     */
    GatewayCall newCall(GatewayRequest request);

    /**
     * The name of this gateway, for messages and metrics.
     *
     * @return {@link GatewayBuilder#name}, or else the protocol and the endpoint: {@code fastcgi unix:/run/php.sock}
     */
    String name();

    /**
     * Takes no more requests and waits for those in flight. From now on {@code dispatch} throws
     * {@link BackendBusyException}, which tells a client to try again and a balancer to go elsewhere. Requests whose
     * bodies are still being read ahead fail in the same way, because they have not reached the application. Requests
     * that have a connection or wait for one run to their end. The listener may hear of the last of them a moment after
     * this method returns. Draining cannot be undone; call {@link #close} next.
     *
     * @param longest the longest time to wait, not negative
     * @return true if no request has or awaits a connection any more; false if some still do after that time
     * @throws InterruptedException if the thread was interrupted while it waited; the gateway takes no more requests in
     *     this case either
     */
    boolean drain(Duration longest) throws InterruptedException;

    /**
     * A snapshot of the pool's figures.
     *
     * @return the figures, consistent with each other
     */
    PoolStats stats();

    /**
     * Closes idle connections, aborts exchanges in flight and fails waiting callers. Further calls do nothing. A host
     * that shuts down gracefully calls {@link #drain} first. A gateway to CGI programs also waits until its processes
     * have ended.
     */
    @Override
    void close();
}
