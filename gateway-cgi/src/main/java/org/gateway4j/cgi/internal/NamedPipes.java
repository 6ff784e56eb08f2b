package org.gateway4j.cgi.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.ReentrantLock;
import org.gateway4j.internal.process.Shell;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Named pipes in a directory of their own. Closing such a pipe ends a wait at it. With the JDK's pipes it does not: a
 * program that a script leaves behind with its pipes open would hold a thread at each pipe. A shell makes the pipes,
 * several at a time, because the JDK cannot. Pipes are reused, those used last first, and this process's end stays
 * open, which saves most of their cost. Safe for use by several threads.
 */
final class NamedPipes implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NamedPipes.class);

    private static final int BATCH = 16;

    /** The time after which making pipes is tried again if it has failed. */
    private static final long PAUSE_NANOS = 10_000_000_000L;

    private final String backend;
    private final Path parent;
    private final Deque<IdlePipe> free = new ConcurrentLinkedDeque<>();
    private final ReentrantLock making = new ReentrantLock();
    private volatile @Nullable Path directory;
    private volatile boolean closed;
    private int made;
    private boolean faulty;
    private long failed;

    /**
     * Named pipes for a backend.
     *
     * @param parent the directory below which the directory of the pipes is made
     */
    NamedPipes(String backend, Path parent) {
        this.backend = backend;
        this.parent = parent;
    }

    /**
     * The pipes for a process: named pipes, or those of the JDK if no named pipes can be made. If descriptors are
     * missing, the JDK reports that.
     */
    ProcessPipes open(boolean withInput) {
        List<NamedPipe> opened = new ArrayList<>();
        try {
            int wanted = withInput ? 3 : 2;
            while (opened.size() < wanted) {
                IdlePipe idle = take();
                if (idle == null) {
                    break;
                }
                open(idle, opened);
            }
            if (opened.size() == wanted) {
                return new NamedProcessPipes(opened.get(0), opened.get(1), withInput ? opened.get(2) : null);
            }
        } catch (IOException e) {
            LOG.debug("{}: a named pipe cannot be opened", backend, e);
        }
        opened.forEach(NamedPipe::close);
        return new JdkPipes();
    }

    /**
     * Opens the next pipe; the third is for input. A pipe whose file somebody has deleted, for instance a cleaner of
     * temporary files, is skipped.
     */
    private void open(IdlePipe idle, List<NamedPipe> opened) throws IOException {
        try {
            idle.check();
            opened.add(opened.size() < 2 ? NamedPipe.toRead(this, idle) : NamedPipe.toWrite(this, idle));
        } catch (NoSuchFileException e) {
            idle.closeEnd();
            LOG.debug("{}: {} is gone", backend, idle.path(), e);
        } catch (IOException e) {
            putBack(idle);
            throw e;
        }
    }

    private @Nullable IdlePipe take() {
        IdlePipe idle = free.poll();
        if (idle != null) {
            return idle;
        }
        making.lock();
        try {
            idle = free.poll();
            return idle != null ? idle : make();
        } finally {
            making.unlock();
        }
    }

    /** Makes several pipes, and returns one of them. */
    private @Nullable IdlePipe make() {
        if (faulty && System.nanoTime() - failed < PAUSE_NANOS) {
            return null;
        }
        String fault;
        try {
            List<Path> paths = nextPaths();
            fault = Shell.run(
                    "mkfifo -m 600 \"$@\"", paths.stream().map(Path::toString).toList());
            if (fault == null) {
                List<IdlePipe> idle =
                        paths.stream().map(path -> new IdlePipe(path, null)).toList();
                free.addAll(idle.subList(1, idle.size()));
                return idle.get(0);
            }
        } catch (IOException e) {
            fault = e.toString();
        }
        failed = System.nanoTime();
        if (!faulty) {
            faulty = true;
            LOG.warn(
                    "{}: no named pipes can be made in {} ({}): each program that a script leaves behind with its output"
                            + " open will hold a thread of the gateway until it ends",
                    backend,
                    parent,
                    fault);
        }
        return null;
    }

    private List<Path> nextPaths() throws IOException {
        Path present = directory;
        if (present == null || !Files.isDirectory(present)) {
            present = Files.createTempDirectory(parent, "gateway4j-pipes-");
            directory = present;
        }
        List<Path> paths = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            paths.add(present.resolve(Integer.toString(made++)));
        }
        return paths;
    }

    /** Takes back a pipe that no process has open. */
    void putBack(IdlePipe idle) {
        free.addFirst(idle);
        if (closed) {
            deleteAll();
        }
    }

    /** Deletes a pipe that some process may still have open. */
    void discard(Path path) {
        delete(path);
        if (closed) {
            deleteAll();
        }
    }

    /** Deletes all pipes that are not in use. The others are deleted when they are closed. */
    @Override
    public void close() {
        closed = true;
        deleteAll();
    }

    private void deleteAll() {
        for (IdlePipe idle = free.poll(); idle != null; idle = free.poll()) {
            idle.closeEnd();
            delete(idle.path());
        }
        Path present = directory;
        if (present != null) {
            delete(present);
        }
    }

    private void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.debug("{}: {} stays", backend, path, e);
        }
    }
}
