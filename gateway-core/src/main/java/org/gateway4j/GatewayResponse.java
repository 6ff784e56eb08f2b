package org.gateway4j;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * An application's answer: a status and headers that are known, and a body that streams.
 *
 * <p>Must be closed; see {@link Gateway} for what that means at which time. One thread reads; {@link #close} may be
 * called by any thread and ends a read that is blocked.
 */
public interface GatewayResponse extends ResponseFacts, AutoCloseable {

    /**
     * A response of the host's own, for decorators of gateways and for tests of hosts.
     *
     * @param status 200 to 999
     * @param headers its headers, which should agree with the body's length
     * @param body its body, which the response closes once
     * @return a response without a handoff or an exit status, that fails as {@link BackendFailureException} if the body does
     * @throws IllegalArgumentException if the status is out of range or the body is {@linkplain RequestBody#pollable pollable}
     */
    static GatewayResponse of(int status, Headers headers, RequestBody body) {
        return new BodyResponse(status, headers, body);
    }

    /**
     * Reads what is there of the body, waiting only while there is nothing.
     *
     * @param target where to put the bytes; if nothing remains in it, nothing is read
     * @return the number of bytes read, or -1 at the end of the body
     * @throws GatewayException if the body breaks off, is malformed, a deadline passes, or the exchange was closed
     */
    int read(ByteBuffer target) throws GatewayException;

    /**
     * Hands on what is left of the body, each piece as it arrives. Whenever nothing more is at hand the output is flushed,
     * so a part that the application sends before a pause reaches the client. It is flushed before a failure too. The output
     * is neither flushed at the end nor closed.
     *
     * @param out where to write to
     * @return the number of bytes
     * @throws GatewayException if the body breaks off, as from {@link #read}
     * @throws IOException what the output threw, as it is: the application is not to blame. The response is closed, because
     *     the piece that was being written is lost
     */
    long transferTo(OutputStream out) throws IOException;

    /**
     * The body as a stream, over the same bytes as {@link #read}. Closing the stream closes the response.
     * {@link InputStream#transferTo} does as {@link #transferTo} but for flushing.
     *
     * @return the same stream at each call
     */
    InputStream body();

    /**
     * Ends the exchange. Any number of calls by any thread; the first counts.
     */
    @Override
    void close();
}
