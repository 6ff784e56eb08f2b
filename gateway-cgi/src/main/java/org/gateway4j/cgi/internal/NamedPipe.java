package org.gateway4j.cgi.internal;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A named pipe in use: this process's end of it, and the file by which another process opens the other end. */
final class NamedPipe implements AutoCloseable {

    private final NamedPipes home;
    private final Path path;

    /**
     * Both ends, held until the other process has its own: opening a pipe waits until somebody has the other end. Null
     * if this process's end is open from the previous use.
     */
    private final @Nullable FileChannel both;

    private final FileChannel end;

    /** True when nobody has the other end any more and no bytes are left in the pipe. */
    private volatile boolean drained;

    private boolean closed;

    private NamedPipe(NamedPipes home, Path path, FileChannel end) {
        this.home = home;
        this.path = path;
        this.both = null;
        this.end = end;
    }

    private NamedPipe(NamedPipes home, Path path, OpenOption direction) throws IOException {
        this.home = home;
        this.path = path;
        this.both = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            this.end = FileChannel.open(path, direction);
        } catch (IOException | RuntimeException | Error e) {
            close(both);
            throw e;
        }
    }

    /** A pipe from which this process reads. */
    static NamedPipe toRead(NamedPipes home, IdlePipe idle) throws IOException {
        FileChannel end = idle.end();
        return end != null && end.isOpen()
                ? new NamedPipe(home, idle.path(), end)
                : new NamedPipe(home, idle.path(), StandardOpenOption.READ);
    }

    /** A pipe to which this process writes. */
    static NamedPipe toWrite(NamedPipes home, IdlePipe idle) throws IOException {
        idle.closeEnd();
        return new NamedPipe(home, idle.path(), StandardOpenOption.WRITE);
    }

    File file() {
        return path.toFile();
    }

    /**
     * Closes the other end in this process. From now on, the pipe ends when the other process has closed its end, and
     * so have all processes that have inherited the end.
     */
    void started() {
        close(both);
    }

    InputStream input() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                // After its end, the pipe may serve another process.
                int count = drained ? -1 : end.read(ByteBuffer.wrap(target, offset, length));
                drained |= count < 0;
                return count;
            }

            @Override
            public void close() {
                NamedPipe.this.close();
            }
        };
    }

    OutputStream output() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] source, int offset, int length) throws IOException {
                ByteBuffer bytes = ByteBuffer.wrap(source, offset, length);
                while (bytes.hasRemaining()) {
                    end.write(bytes);
                }
            }

            @Override
            public void close() {
                NamedPipe.this.close();
            }
        };
    }

    /**
     * Closes this process's end, which also ends a wait at it. The pipe is reused only if no process can have it open.
     */
    @Override
    public void close() {
        boolean first;
        boolean reusable;
        synchronized (this) {
            first = !closed;
            closed = true;
            reusable = drained;
        }
        if (!first) {
            return;
        }
        close(both);
        if (reusable) {
            home.putBack(new IdlePipe(path, end));
        } else {
            close(end);
            home.discard(path);
        }
    }

    private static void close(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // The descriptor is gone in any case.
        }
    }
}
