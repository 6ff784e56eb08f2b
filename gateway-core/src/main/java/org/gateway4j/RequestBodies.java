package org.gateway4j;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The kinds of {@link RequestBody} that the library itself makes. */
final class RequestBodies {

    static final RequestBody NONE = new Bytes(ByteBuffer.allocate(0));

    private RequestBodies() {}

    static long checkLength(long length) {
        if (length < -1) {
            throw new IllegalArgumentException("body length " + length + " is below -1 (unknown)");
        }
        return length;
    }

    static final class Bytes implements RequestBody {

        private final ByteBuffer content;

        Bytes(ByteBuffer content) {
            this.content = content;
        }

        @Override
        public long length() {
            return content.capacity();
        }

        @Override
        public boolean replayable() {
            return true;
        }

        @Override
        public boolean ready() {
            return true;
        }

        @Override
        public int read(ByteBuffer target) {
            if (!content.hasRemaining()) {
                return -1;
            }
            int count = Math.min(target.remaining(), content.remaining());
            target.put(target.position(), content, content.position(), count);
            target.position(target.position() + count);
            content.position(content.position() + count);
            return count;
        }

        @Override
        public void rewind() {
            content.rewind();
        }

        @Override
        public ByteBuffer inMemory() {
            return content.duplicate().clear();
        }

        @Override
        public void close() {}
    }

    static final class Stream implements RequestBody {

        private final InputStream stream;
        private final long length;
        private byte[] chunk = new byte[0];

        Stream(InputStream stream, long length) {
            this.stream = stream;
            this.length = checkLength(length);
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public boolean ready() throws IOException {
            return stream.available() > 0;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            if (target.hasArray()) {
                int count = stream.read(target.array(), target.arrayOffset() + target.position(), target.remaining());
                target.position(target.position() + Math.max(count, 0));
                return count;
            }
            int wanted = Math.min(target.remaining(), 65_536);
            if (chunk.length < wanted) {
                chunk = new byte[wanted];
            }
            int count = stream.read(chunk, 0, wanted);
            if (count > 0) {
                target.put(chunk, 0, count);
            }
            return count;
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }

    static final class Channel implements RequestBody {

        private final ReadableByteChannel channel;
        private final long length;

        Channel(ReadableByteChannel channel, long length) {
            this.channel = channel;
            this.length = checkLength(length);
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public boolean ready() {
            return channel instanceof FileChannel;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return channel.read(target);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    static final class File implements RequestBody {

        private final FileChannel channel;
        private final long length;

        private File(FileChannel channel, long length) {
            this.channel = channel;
            this.length = length;
        }

        static File open(Path file) throws IOException {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            try {
                return new File(channel, channel.size());
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public boolean replayable() {
            return true;
        }

        @Override
        public boolean ready() {
            return true;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return channel.read(target);
        }

        @Override
        public void rewind() throws IOException {
            channel.position(0);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
