package org.gateway4j.host;

import java.io.IOException;
import java.nio.file.Path;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Headers;

/**
 * Takes one response for the client, on the thread that runs the exchange. The adapter to a host implements it. {@link
 * BlockingRelay} calls the methods in this order:
 *
 * <pre>
 * onClientGone
 * ( head ( write | flush )* end | sendFile | sendError )  |  abort at any time, last
 * </pre>
 *
 * <p>An {@link IOException} of a method means that the client is gone. The relay then aborts the exchange and calls {@link
 * #abort}.
 */
public interface BlockingSink {

    /**
     * Registers what ends the exchange when the host hears that the client is gone, from another thread. A host that is never
     * told of that ignores it: the exchange then ends with the first write that fails.
     *
     * @param action may be called by any thread, any number of times, even when the exchange is over. It does not block
     */
    default void onClientGone(Runnable action) {}

    /**
     * Takes the head. From now on the response is committed: nothing else can be answered. The head may leave later, with the
     * first piece or flush.
     *
     * @param head the head
     * @throws IOException if the client is gone
     */
    void head(ResponseHead head) throws IOException;

    /**
     * Takes a piece of the body, and waits while the client does not read.
     *
     * @param bytes where the piece is; the array is used again when this returns
     * @param offset where it begins
     * @param length its length, at least 1
     * @throws IOException if the client is gone
     */
    void write(byte[] bytes, int offset, int length) throws IOException;

    /**
     * Sends all that was taken so far to the client, head included. It is called whenever the application pauses.
     *
     * @throws IOException if the client is gone
     */
    void flush() throws IOException;

    /**
     * Sends a file in place of a body, with the host's own means: ranges and conditional requests belong to it.
     *
     * @param head the head, with the length of the whole file
     * @param file a regular file that the application may name
     * @param request the request
     * @return true if the sink has sent the response and ended it: {@link #end} is not called. False, the default, if the relay
     *     is to write the whole file
     * @throws IOException if the client is gone
     */
    default boolean sendFile(ResponseHead head, Path file, GatewayRequest request) throws IOException {
        return false;
    }

    /**
     * Answers a failure with the error page of the host itself. It is called before {@link #head}, in place of it.
     *
     * @param status 400 to 599
     * @param headers fields that the answer must have, such as {@code Retry-After}
     * @return true if the sink has sent the answer and ended it: {@link #end} is not called. False, the default, if the relay is
     *     to write the page of {@link HostConfig#errorPages}
     * @throws IOException if the client is gone
     */
    default boolean sendError(int status, Headers headers) throws IOException {
        return false;
    }

    /**
     * Ends the response, which is whole.
     *
     * @throws IOException if the client is gone
     */
    void end() throws IOException;

    /**
     * Ends the exchange with the client without an end of the response: the client must see that it is not whole. The host
     * closes the connection without the last chunk, or resets the stream.
     *
     * @param cause why; never for the client
     * @throws IOException if that is how the host is told
     */
    void abort(Throwable cause) throws IOException;
}
