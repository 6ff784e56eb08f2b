package org.gateway4j.internal.body;

import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private final @Nullable BodyFileAccess bodyFileAccess;
    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private @Nullable Path path;
    private @Nullable FileChannel file;
    private long size;

    /** A spool whose file is private, or can be opened by the application that it is handed over to. */
    Spool(Spooling spooling, @Nullable BodyFileAccess bodyFileAccess) {
        this.spooling = spooling;
        this.bodyFileAccess = bodyFileAccess;
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

    /** A private file has no name from the start, so that nothing is left of it whatever happens. */
    private FileChannel create() throws IOException {
        Path created = Files.createTempFile(spooling.directory(), "gateway4j-", ".body");
        try {
            if (bodyFileAccess == null) {
                return FileChannel.open(created, READ, WRITE, DELETE_ON_CLOSE);
            }
            bodyFileAccess.share(created);
            path = created;
            return FileChannel.open(created, READ, WRITE);
        } catch (IOException | RuntimeException | Error e) {
            Files.deleteIfExists(created);
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
        RequestBody body = new SpoolFile(written, size, path);
        file = null;
        path = null;
        return body;
    }

    @Override
    public void close() throws SpoolException {
        try {
            close(file, path);
        } catch (IOException e) {
            throw new SpoolException(spooling.directory(), e);
        }
    }

    private static void close(@Nullable FileChannel file, @Nullable Path path) throws IOException {
        if (file != null) {
            file.close();
        }
        if (path != null) {
            Files.deleteIfExists(path);
        }
    }

    /** A body in a file, which has a name if it is handed over. */
    record SpoolFile(
            FileChannel channel, long length, @Nullable Path path) implements RequestBody {

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
            Spool.close(channel, path);
        }
    }
}
