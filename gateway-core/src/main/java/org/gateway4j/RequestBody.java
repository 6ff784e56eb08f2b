package org.gateway4j;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request: bytes of known or unknown length that are read once.
 *
 * <p>Hosts use the factories, or implement this interface for their own kind of buffers. A body belongs to one
 * dispatch. The gateway closes it exactly once, whether the dispatch succeeds, fails or is refused. Only
 * {@link #none()} may be shared.
 *
 * <p>The thread that dispatches or reads the response reads a body that is {@link #ready} or {@link #pollable}. A
 * thread of the gateway reads any other body, and one that is read ahead for an event loop. Two threads never read at once. If a read does not return in time, the
 * gateway gives it up: another thread then closes the body while it is still being read.
 *
 * <p>{@link Spooling} says which bodies are spooled, and whether a body of unknown length is spooled, streamed or
 * refused.
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
     * @return true if it can be read more than once; false by default
     */
    default boolean replayable() {
        return false;
    }

    /**
     * Reads some bytes. Waits until there is at least one, unless the body is {@link #pollable}.
     *
     * @param target where to put the bytes; at least one byte remains in it
     * @return the number of bytes read, 0 if there are none now, or -1 at the end
     * @throws UnreadableBodyException if the body cannot be read, and the client should get a status other than 400
     * @throws IOException if the body cannot be read, for instance because the client is gone
     */
    int read(ByteBuffer target) throws IOException;

    /**
     * Whether {@link #read} returns at once, with bytes or the end. The gateway reads a body that is not ready on a
     * thread of its own, so that a slow client cannot hold the caller beyond a deadline. That costs some 20 µs for each
     * read.
     *
     * @return true if a read does not wait; false, the default, if it may
     * @throws IOException if the body cannot be read
     */
    default boolean ready() throws IOException {
        return false;
    }

    /**
     * Whether {@link #read} never waits: it returns 0 while there is nothing, and {@link #whenReadable} says when to
     * read again. This is for servers that push the bytes of a body or deliver them on demand. While the client pauses,
     * the gateway needs no thread of its own for the body, and the application may answer.
     *
     * @return true if it can be polled; false, the default, if a read may wait
     */
    default boolean pollable() {
        return false;
    }

    /**
     * Asks a {@link #pollable} body for more after a read returned 0. The reading thread calls this, and does not call
     * it again until the wake-up has run. A host may treat the call as demand, and resume a paused client.
     *
     * @param wakeUp the action to run once, on any thread, when a read will give bytes, the end or an exception. It
     *     never blocks. It may run before this method returns. Running it too early does no harm
     * @throws UnsupportedOperationException if the body is not {@link #pollable}
     */
    default void whenReadable(Runnable wakeUp) {
        throw new UnsupportedOperationException("this request body cannot be polled");
    }

    /**
     * Goes back to the first byte.
     *
     * @throws IOException if that fails
     * @throws UnsupportedOperationException if the body is not {@link #replayable}
     */
    default void rewind() throws IOException {
        throw new UnsupportedOperationException("this request body can be read only once");
    }

    /**
     * The whole body, if it is in memory. The gateway then sends it without a copy and never calls {@link #read}.
     *
     * @return a buffer of exactly {@link #length} bytes whose content does not change until the body is closed; null,
     *     the default, if the body is not in memory
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
     * A body of bytes in memory. It is replayable. Closing it changes nothing, so a request with this body can be
     * dispatched again after a dispatch has ended.
     *
     * @param bytes the content; not copied, so it must not change until the body is closed
     * @return a body of that length
     */
    static RequestBody of(byte[] bytes) {
        return of(ByteBuffer.wrap(bytes));
    }

    /**
     * A body of the remaining bytes of a buffer. It is replayable. Closing it changes nothing. The buffer's own
     * position does not move.
     *
     * @param bytes the content; not copied, so it must not change until the body is closed
     * @return a body of that length
     */
    static RequestBody of(ByteBuffer bytes) {
        return new RequestBodies.Bytes(bytes.slice());
    }

    /**
     * A body from a stream, such as a servlet's input. Closing the body closes the stream.
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
     * A body from a blocking channel. Closing the body closes the channel.
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
     * A body from the pieces that a publisher gives. It is {@link #pollable}, so no thread waits for them. The first read
     * subscribes; a body that is never read never subscribes. The body requests one piece at a time and holds one at most. The
     * subscription is cancelled when the body is closed.
     *
     * <p>If the publisher fails, {@link #read} throws an {@link IOException}: the failure itself if it is one, such as an {@link
     * UnreadableBodyException}, or else an exception that has it as cause. A piece that goes beyond the length, or was not
     * requested, makes the body fail too. Nothing is requested after the last byte of a known length.
     *
     * @param publisher where the pieces come from; it may signal on any thread. Threads that read or close the body, event loops
     *     among them, call its {@code subscribe}, {@code request} and {@code cancel}, which must not block. A piece's content
     *     must not change until the next piece is requested or the subscription is cancelled. A piece's position does not move
     * @param length the exact length, or -1 if it is not known
     * @return a body that can be read once
     * @throws IllegalArgumentException if the length is less than -1
     */
    static RequestBody of(Flow.Publisher<? extends ByteBuffer> publisher, long length) {
        return new PublishedBody(publisher, length);
    }

    /**
     * A body from a file, which is opened now. It is replayable.
     *
     * @param file the file; its present length is the length of the body
     * @return a body of that length
     * @throws IOException if the file cannot be opened
     */
    static RequestBody of(Path file) throws IOException {
        return RequestBodies.File.open(file);
    }
}
