package org.gateway4j.cgi.internal;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Notices the error output of scripts that no thread waits for. One thread does so for all scripts of a gateway, and
 * leaves the reading to others, because a listener may block. Safe for use by several threads.
 */
final class ErrorWatch implements AutoCloseable {

    private enum State {
        NEW,
        RUNNING,
        CLOSED
    }

    private final String name;
    private final Executor readers;
    private final Map<Long, NativeErrors> watched = new HashMap<>();
    private State state = State.NEW;
    private @Nullable Epoll epoll;
    private @Nullable Thread thread;
    private long keys;

    ErrorWatch(String gateway, Executor readers) {
        this.name = "gateway4j " + gateway + " errors";
        this.readers = readers;
    }

    /**
     * Starts the thread, unless it runs or was ended.
     *
     * @throws IOException if there is no room for its descriptors
     * @throws OutOfMemoryError if there is no room for the thread
     */
    synchronized void start() throws IOException {
        if (state != State.NEW) {
            return;
        }
        Epoll opened = Epoll.open();
        Thread started = new Thread(() -> run(opened), name);
        started.setDaemon(true);
        try {
            started.start();
        } catch (OutOfMemoryError e) {
            opened.close();
            throw e;
        }
        epoll = opened;
        thread = started;
        state = State.RUNNING;
    }

    /** A key for one script's error output. */
    synchronized long newKey() {
        return ++keys;
    }

    /** Watches until it is removed, and tells once. Where the system has no room for it, a wait for the script reads it. */
    synchronized boolean add(NativeErrors errors, int descriptor) {
        if (state != State.RUNNING || epoll == null || epoll.add(descriptor, errors.key()) < 0) {
            return false;
        }
        watched.put(errors.key(), errors);
        return true;
    }

    /** Tells once more, if it is still watched. */
    synchronized void again(NativeErrors errors, int descriptor) {
        if (state == State.RUNNING && epoll != null && watched.containsKey(errors.key())) {
            int ignored = epoll.again(descriptor, errors.key());
        }
    }

    synchronized void remove(NativeErrors errors, int descriptor) {
        if (watched.remove(errors.key()) != null && state == State.RUNNING && epoll != null) {
            int ignored = epoll.remove(descriptor);
        }
    }

    private synchronized @Nullable NativeErrors watched(long key) {
        return watched.get(key);
    }

    private synchronized boolean isRunning() {
        return state != State.CLOSED;
    }

    private void run(Epoll own) {
        try {
            while (isRunning()) {
                for (long key : own.await()) {
                    NativeErrors errors = watched(key);
                    if (errors != null) {
                        read(errors);
                    }
                }
            }
        } finally {
            own.close();
        }
    }

    private void read(NativeErrors errors) {
        try {
            readers.execute(errors::readUnawaited);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            errors.readUnawaited();
        }
    }

    /** Ends the thread and waits for it, unless interrupted. */
    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            state = State.CLOSED;
            running = thread;
            if (epoll == null || running == null) {
                return;
            }
            epoll.wake();
            epoll = null;
        }
        try {
            running.join(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
