package org.gateway4j;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request: bytes to be read once, of known or unknown length.
 *
 * <p>Hosts use the factories or implement this for their own kind of buffers. A body belongs to one dispatch, which
 * closes it exactly once; only {@link #none()} may be shared. The thread that dispatches or reads the response reads a body
 * that is {@link #ready} or {@link #pollable}. A thread of the gateway reads any other. No two threads read at once. A read
 * that does not return in time is given up: another thread then closes the body while it is still being read.
 *
 * <p>{@link Spooling} says which bodies are spooled, and whether one of unknown length is spooled, streamed or refused.
 */
public interface RequestBody extends AutoCloseable {

    /**
     * The exact number of bytes.
     *
     * @return the length, or -1 if it is not known before the end is reached
     */
    long length();

    /**
     * Whether {@link #rewind} works, so that the body can be sent again on another connection.
     *
     * @return true if it can be read more than once
     */
    default boolean replayable() {
        return false;
    }

    /**
     * Reads some bytes, waiting until there is at least one; a {@link #pollable} body does not wait.
     *
     * @param target where to put them; at least one byte remains in it
     * @return the number of bytes read, 0 if there are none now, or -1 at the end
     * @throws UnreadableBodyException if the body cannot be read, and a status other than 400 tells the client why
     * @throws IOException if the body cannot be read, for instance because the client is gone
     */
    int read(ByteBuffer target) throws IOException;

    /**
     * Whether {@link #read} returns at once, with bytes or the end. A gateway reads a body that is not ready on a thread of
     * its own, so that a slow client cannot hold its caller beyond a deadline; that costs some 20 µs a read.
     *
     * @return true if a read does not wait; false, the default, if it may
     * @throws IOException if the body cannot be read
     */
    default boolean ready() throws IOException {
        return false;
    }

    /**
     * Whether {@link #read} never waits: it gives 0 while there is nothing, and {@link #whenReadable} says when to read
     * again. For servers that push the bytes of a body or deliver them on demand. While the client pauses, the gateway needs
     * no thread of its own for the body, and the application may answer.
     *
     * @return true if it can be polled; false, the default, if a read may wait
     */
    default boolean pollable() {
        return false;
    }

    /**
     * Asks a {@link #pollable} body for more after a read gave 0. The reading thread calls it, and not again until the wake-up
     * has run. A host may take the call as demand, and resume a paused client.
     *
     * @param wakeUp to be run once, by any thread, when a read will give bytes, the end or an exception. It never blocks. It
     *     may run before this method returns, and does no harm if it runs too early
     * @throws UnsupportedOperationException if the body is not {@link #pollable}
     */
    default void whenReadable(Runnable wakeUp) {
        throw new UnsupportedOperationException("this request body cannot be polled");
    }

    /**
     * Starts again from the first byte.
     *
     * @throws IOException if that fails
     * @throws UnsupportedOperationException if the body is not {@link #replayable}
     */
    default void rewind() throws IOException {
        throw new UnsupportedOperationException("this request body can be read only once");
    }

    /**
     * The whole body, if it is in memory anyway: it is then sent without being copied, and is never {@link #read}.
     *
     * @return a buffer of exactly {@link #length} bytes whose content stays as it is until the body is closed, or null
     */
    default @Nullable ByteBuffer inMemory() {
        return null;
    }

    @Override
    void close() throws IOException;

    /**
     * No body.
     *
     * @return the shared absent body
     */
    static RequestBody none() {
        return RequestBodies.NONE;
    }

    /**
     * Bytes in memory. Replayable. Closing it changes nothing, so a request with it can be dispatched again once a dispatch has
     * ended.
     *
     * @param bytes the content; not copied, so it must not change until the body is closed
     * @return a body of that length
     */
    static RequestBody of(byte[] bytes) {
        return of(ByteBuffer.wrap(bytes));
    }

    /**
     * The remaining bytes of a buffer. Replayable. Closing it changes nothing. The buffer's own position does not move.
     *
     * @param bytes the content; not copied, so it must not change until the body is closed
     * @return a body of that length
     */
    static RequestBody of(ByteBuffer bytes) {
        return new RequestBodies.Bytes(bytes.slice());
    }

    /**
     * A stream, such as a servlet's input. Closed with the body.
     *
     * @param stream where to read from
     * @param length the exact length (the client's Content-Length), or -1 if it is not known (a chunked request)
     * @return a body that can be read once
     * @throws IllegalArgumentException if the length is less than -1
     */
    static RequestBody of(InputStream stream, long length) {
        return new RequestBodies.Stream(stream, length);
    }

    /**
     * A blocking channel. Closed with the body.
     *
     * @param channel where to read from
     * @param length the exact length, or -1 if it is not known
     * @return a body that can be read once
     * @throws IllegalArgumentException if the length is less than -1
     */
    static RequestBody of(ReadableByteChannel channel, long length) {
        return new RequestBodies.Channel(channel, length);
    }

    /**
     * A file, opened now. Replayable.
     *
     * @param file the file; its length when opened is the body's
     * @return a body of that length
     * @throws IOException if the file cannot be opened
     */
    static RequestBody of(Path file) throws IOException {
        return RequestBodies.File.open(file);
    }
}
