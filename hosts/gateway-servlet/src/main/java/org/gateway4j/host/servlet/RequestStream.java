package org.gateway4j.host.servlet;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request for a thread that may wait. The container is asked for it when it is first read.
 *
 * <p>The gateway leaves a read alone when it has waited for long enough, or when the application has answered. A container uses the
 * request again when the thread of the request returns, and such a read would then take bytes of the next request. So that thread
 * {@linkplain #finish waits} for it.
 */
final class RequestStream extends InputStream {

    private final RequestContent content;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition unused = lock.newCondition();
    private boolean inUse;
    private boolean ended;
    private @Nullable InputStream opened;
    private boolean begun;

    RequestStream(RequestContent content) {
        this.content = content;
    }

    @Override
    public int available() throws IOException {
        if (opened == null && content.isAskedFor() || !enter()) {
            return 0;
        }
        try {
            return open().available();
        } finally {
            leave();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        if (!enter()) {
            throw new IOException("the exchange is over");
        }
        try {
            int read = open().read(target, offset, count);
            if (read < 0 && !begun) {
                content.refuseIfDeclared();
            }
            begun = true;
            return read;
        } finally {
            leave();
        }
    }

    private InputStream open() throws IOException {
        InputStream stream = opened;
        if (stream == null) {
            stream = content.open();
            opened = stream;
        }
        return stream;
    }

    /** Begins to use the container's stream; false if that is not allowed any more. */
    private boolean enter() {
        lock.lock();
        try {
            boolean allowed = !ended && !inUse;
            inUse |= allowed;
            return allowed;
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        lock.lock();
        try {
            inUse = false;
            unused.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets no read begin any more.
     *
     * @return whether one is under way
     */
    boolean end() {
        lock.lock();
        try {
            ended = true;
            return inUse;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the read that is under way: until the client sends something, is gone, or the container loses its patience. */
    void finish() {
        lock.lock();
        try {
            ended = true;
            while (inUse) {
                unused.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }
}
