package org.gateway4j;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * An application's response: a status and headers that are known, and a body that streams.
 *
 * <p>The host must close it; {@link Gateway} says what closing means at which time. One thread at a time reads. Any
 * thread may call {@link #close}, which ends a blocked read.
 */
public interface GatewayResponse extends ResponseFacts, AutoCloseable {

    /**
     * A response that the host itself makes, for decorators of gateways and for tests of hosts.
     *
     * @param status 200 to 999
     * @param headers its headers, which should agree with the body's length
     * @param body its body; the response closes it once
     * @return a response without a hand-off or an exit status. If reading the body fails, the response throws
     *     {@link BackendFailureException}
     * @throws IllegalArgumentException if the status is out of range or the body is
     *     {@linkplain RequestBody#pollable pollable}
     */
    static GatewayResponse of(int status, Headers headers, RequestBody body) {
        return new BodyResponse(status, headers, body);
    }

    /**
     * Reads the bytes of the body that are there. Waits only while there are none.
     *
     * @param target where to put the bytes; if nothing remains in it, nothing is read
     * @return the number of bytes read, or -1 at the end of the body
     * @throws GatewayException if the body is truncated or malformed, a deadline passes, or the exchange was closed
     */
    int read(ByteBuffer target) throws GatewayException;

    /**
     * Copies the rest of the body, each piece as it arrives. Whenever no more bytes are at hand, the output is flushed,
     * so that a part that the application sends before a pause reaches the client. The output is also flushed before a
     * failure. It is neither flushed at the end nor closed.
     *
     * @param out where to write to
     * @return the number of bytes written
     * @throws GatewayException as {@link #read}
     * @throws IOException if the output threw it; the application is not to blame. The response is then closed, because
     *     the piece that was being written is lost
     */
    long transferTo(OutputStream out) throws IOException;

    /**
     * The body as a stream, over the same bytes as {@link #read}. Closing the stream closes the response.
     * {@link InputStream#transferTo} copies as {@link #transferTo} does, but never flushes.
     *
     * @return the same stream at each call
     */
    InputStream body();

    /** Ends the exchange. Any thread may call this any number of times. The first call counts. */
    @Override
    void close();
}
