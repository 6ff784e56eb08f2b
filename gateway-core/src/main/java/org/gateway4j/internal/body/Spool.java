package org.gateway4j.internal.body;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.gateway4j.RequestBody;
import org.gateway4j.Spooling;
import org.jspecify.annotations.Nullable;

/** Collects bytes in memory, and from a certain size on in a file that is gone when it is closed. */
final class Spool implements AutoCloseable {

    /** The place where bodies are spooled to does not take them. */
    static final class SpoolException extends Exception {

        private static final long serialVersionUID = 1;

        SpoolException(Path directory, IOException cause) {
            super(directory + ": " + cause, cause);
        }
    }

    private final Spooling spooling;
    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private @Nullable FileChannel file;
    private long size;

    Spool(Spooling spooling) {
        this.spooling = spooling;
    }

    long size() {
        return size;
    }

    /** Takes all remaining bytes of a buffer with an array. */
    void write(ByteBuffer bytes) throws SpoolException {
        size += bytes.remaining();
        try {
            if (file == null && size > spooling.memory()) {
                file = create();
                writeFully(file, ByteBuffer.wrap(memory.toByteArray()));
            }
            if (file != null) {
                writeFully(file, bytes);
            } else {
                memory.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
            }
        } catch (IOException e) {
            throw new SpoolException(spooling.directory(), e);
        }
    }

    private FileChannel create() throws IOException {
        Path path = Files.createTempFile(spooling.directory(), "gateway4j-", ".body");
        try {
            return FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    private static void writeFully(FileChannel target, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            target.write(bytes);
        }
    }

    /** What was collected, as a replayable body that now owns the file. */
    RequestBody finish() throws SpoolException {
        FileChannel written = file;
        if (written == null) {
            return RequestBody.of(memory.toByteArray());
        }
        try {
            written.position(0);
        } catch (IOException e) {
            throw new SpoolException(spooling.directory(), e);
        }
        file = null;
        return new SpoolFile(written, size);
    }

    @Override
    public void close() throws SpoolException {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            throw new SpoolException(spooling.directory(), e);
        }
    }

    private record SpoolFile(FileChannel channel, long length) implements RequestBody {

        @Override
        public boolean replayable() {
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
