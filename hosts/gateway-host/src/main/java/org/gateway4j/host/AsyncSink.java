package org.gateway4j.host;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Headers;

/**
 * Takes one response for the client, on the event loop of the exchange, without blocking. The adapter to a host implements it.
 * {@link AsyncRelay} calls the methods on the loop, in this order:
 *
 * <pre>
 * onClientGone
 * ( head ( buffer write? | flush | isWritable | whenWritable )* end | sendFile | sendError )  |  abort at any time, last
 * </pre>
 *
 * <p>No method fails because the client is gone: the host calls the action of {@link #onClientGone}. What is written after that
 * is dropped.
 */
public interface AsyncSink {

    /**
     * Registers what ends the exchange when the host hears that the client is gone, or that a write has failed.
     *
     * @param action may be called by any thread, any number of times, even when the exchange is over. It does not block
     */
    void onClientGone(Runnable action);

    /**
     * Takes the head. From now on the response is committed: nothing else can be answered. The head may leave later, with the
     * first piece or flush.
     *
     * @param head the head
     */
    void head(ResponseHead head);

    /**
     * Whether the client takes more now. While it does not, the relay reads nothing from the application.
     *
     * @return true if a piece may be written
     */
    boolean isWritable();

    /**
     * Asks for a call when {@link #isWritable} has become true. All that was written has been flushed before.
     *
     * @param action to be called once, on the loop, not from inside this method
     */
    void whenWritable(Runnable action);

    /**
     * Lends a buffer for the next piece. If the relay has nothing to put into it, it does not write it, and the next call may
     * lend it again. {@link #end} and {@link #abort} take it back.
     *
     * @return a buffer with room for at least one byte, 16 KiB by preference
     */
    ByteBuffer buffer();

    /**
     * Takes a piece of the body. It is called only while {@link #isWritable} is true.
     *
     * @param piece the buffer that was lent last, flipped: the bytes that remain in it are the piece. It belongs to the sink
     *     from now on
     */
    void write(ByteBuffer piece);

    /**
     * Sends all that was taken so far to the client, head included. It is called whenever the application or the client
     * pauses.
     */
    void flush();

    /**
     * Sends a file in place of a body, with the host's own means: ranges and conditional requests belong to it.
     *
     * @param head the head, with the length of the whole file
     * @param file a regular file that the application may name
     * @param request the request
     * @return true if the sink takes it and ends the response itself: {@link #end} is not called. False, the default, if the
     *     relay is to write the whole file. It then reads the file on the loop
     */
    default boolean sendFile(ResponseHead head, Path file, GatewayRequest request) {
        return false;
    }

    /**
     * Answers a failure with the error page of the host itself. It is called before {@link #head}, in place of it.
     *
     * @param status 400 to 599
     * @param headers fields that the answer must have, such as {@code Retry-After}
     * @return true if the sink has sent the answer and ended it: {@link #end} is not called. False, the default, if the relay is
     *     to write the page of {@link HostConfig#errorPages}
     */
    default boolean sendError(int status, Headers headers) {
        return false;
    }

    /** Ends the response, which is whole, and flushes it. */
    void end();

    /**
     * Ends the exchange with the client without an end of the response: the client must see that it is not whole. The host
     * closes the connection without the last chunk, or resets the stream.
     *
     * @param cause why; never for the client
     */
    void abort(Throwable cause);
}
