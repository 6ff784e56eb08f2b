package org.gateway4j;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * An application's answer: a status and headers that are known, and a body that streams.
 *
 * <p>Must be closed; see {@link Gateway} for what that means at which time. One thread reads; {@link #close} may be
 * called by any thread and ends a read that is blocked.
 */
public interface GatewayResponse extends AutoCloseable {

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
     * The status.
     *
     * @return 200 to 999
     */
    int status();

    /**
     * The reason phrase that the application gave.
     *
     * @return the phrase, or an empty string
     */
    String reason();

    /**
     * The response's headers. Hop-by-hop fields ({@code Connection}, {@code Transfer-Encoding} and the like) and fields
     * that instruct a server ({@code Status}, {@code X-Sendfile}, {@code X-Accel-*}) are not among them. Values are
     * octet strings, as in {@link Headers}.
     *
     * @return the headers, in the application's order
     */
    Headers headers();

    /**
     * Whether the response can have a body at all. A response to HEAD, one with status 204, 205 or 304, and a successful one to
     * CONNECT have none (RFC 9110 sections 6.4.1 and 15.3.6), whatever the application sends. If true, the body may still be
     * empty.
     *
     * @return false if {@link #read} will find nothing
     */
    boolean hasBody();

    /**
     * The length of the body, where the application declared it. A body that turns out shorter ends in an exception; a
     * longer one is cut, with a warning in the log.
     *
     * @return the number of bytes, or -1 if it is not known; 0 for a response that has no body
     */
    long contentLength();

    /**
     * The length that the application declared, also where there is no body. In a response to HEAD and one with status 304 it is
     * the length that a GET would have had (RFC 9110 section 8.6). A {@code Content-Length} among the {@link #headers} says
     * the same. With status 204 none is declared; with status 205 it is 0.
     *
     * @return the number of bytes, or -1 if none was declared
     */
    long declaredLength();

    /**
     * What the application asks the server to answer with in place of this response's body.
     *
     * @return a local redirect or a file; null for nearly all responses
     */
    @Nullable
    Handoff handoff();

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
     * How the application says it ended: FastCGI's {@code appStatus}, a CGI program's exit code.
     *
     * @return the code, 32 bits unsigned; -1 until the end of the body was reached, and with protocols that know none
     */
    long exitStatus();

    /**
     * Ends the exchange. Any number of calls by any thread; the first counts.
     */
    @Override
    void close();
}
