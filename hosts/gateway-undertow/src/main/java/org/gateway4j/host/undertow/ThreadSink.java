package org.gateway4j.host.undertow;

import io.undertow.connector.PooledByteBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.gateway4j.host.BlockingSink;
import org.gateway4j.host.ResponseHead;
import org.jspecify.annotations.Nullable;
import org.xnio.channels.Channels;
import org.xnio.channels.StreamSinkChannel;

/** The response of an exchange on a thread that waits for the client. What is written leaves with a full buffer or a flush. */
final class ThreadSink implements BlockingSink {

    private final Exchange exchange;
    private @Nullable StreamSinkChannel channel;
    private @Nullable PooledByteBuffer held;

    ThreadSink(Exchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public void onClientGone(Runnable action) {
        exchange.onClientGone(action);
    }

    @Override
    public void head(ResponseHead head) {
        channel = exchange.commit(head, () -> channel().suspendWrites());
    }

    private StreamSinkChannel channel() {
        return Objects.requireNonNull(channel, "there was no head");
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int written = 0;
        while (written < length) {
            ByteBuffer buffer = buffer();
            int count = Math.min(length - written, buffer.remaining());
            buffer.put(bytes, offset + written, count);
            written += count;
            if (!buffer.hasRemaining()) {
                Channels.writeBlocking(channel(), buffer.flip());
                buffer.clear();
            }
        }
    }

    private ByteBuffer buffer() {
        PooledByteBuffer buffer = held;
        if (buffer == null) {
            buffer = exchange.buffer();
            held = buffer;
        }
        return buffer.getBuffer();
    }

    /** While an exchange pauses, it occupies no buffer. */
    @Override
    public void flush() throws IOException {
        if (held != null) {
            Channels.writeBlocking(channel(), held.getBuffer().flip());
            free();
        }
        Channels.flushBlocking(channel());
    }

    @Override
    public void end() throws IOException {
        if (held != null) {
            writeLast(held.getBuffer().flip());
            free();
        }
        channel().shutdownWrites();
        Channels.flushBlocking(channel());
        exchange.end();
    }

    private void writeLast(ByteBuffer last) throws IOException {
        while (last.hasRemaining()) {
            if (channel().writeFinal(last) == 0) {
                channel().awaitWritable();
            }
        }
    }

    @Override
    public void abort(Throwable cause) {
        free();
        exchange.abort();
    }

    private void free() {
        if (held != null) {
            held.close();
            held = null;
        }
    }
}
