package org.gateway4j.host.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.gateway4j.async.AsyncResponse;

/** Where the bytes of a body come from on an event loop: from an application, from a file or from memory. */
interface BodySource {

    /** The number of bytes put into the target, 0 if there are none now, or -1 at the end. */
    int read(ByteBuffer target) throws IOException;

    /** Asks for a call when there are more, after a read that gave none. */
    default void demand(Runnable whenReadable) {
        throw new IllegalStateException("all bytes are there");
    }

    void close() throws IOException;

    /** The body of a response. */
    static BodySource of(AsyncResponse response) {
        return new BodySource() {
            @Override
            public int read(ByteBuffer target) throws IOException {
                return response.read(target);
            }

            @Override
            public void demand(Runnable whenReadable) {
                response.demand(whenReadable);
            }

            @Override
            public void close() {
                response.close();
            }
        };
    }

    /** A file, which is opened now. Reading it is taken for something that does not wait, as nginx does. */
    static BodySource of(FileContent content) throws IOException {
        FileChannel channel = content.openChannel();
        return new BodySource() {
            private long left = content.size();

            @Override
            public int read(ByteBuffer target) throws IOException {
                if (left == 0) {
                    return -1;
                }
                target.limit(target.position() + (int) Math.min(target.remaining(), left));
                int count = channel.read(target);
                if (count < 0) {
                    throw FileContent.shortened(left);
                }
                left -= count;
                return count;
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }

    /** Bytes in memory. */
    static BodySource of(byte[] bytes) {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        return new BodySource() {
            @Override
            public int read(ByteBuffer target) {
                int count = Math.min(left.remaining(), target.remaining());
                target.put(left.slice(left.position(), count));
                left.position(left.position() + count);
                return count == 0 ? -1 : count;
            }

            @Override
            public void close() {}
        };
    }
}
