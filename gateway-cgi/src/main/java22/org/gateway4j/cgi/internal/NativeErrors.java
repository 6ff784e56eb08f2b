package org.gateway4j.cgi.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import org.gateway4j.internal.protocol.ErrorOutput;
import org.jspecify.annotations.Nullable;

/**
 * The error output of a script. The thread that waits for the script reads it. While none waits, an {@link ErrorWatch} has
 * it read, so that a script never waits until its host reads on. The thread that has the script closes it.
 */
final class NativeErrors {

    private static final int SIZE = 4 * 1024;

    /** Reads in a row: a script that writes without end does not hold up what else there is to do. */
    private static final int MOST_READS = 16;

    private final ReentrantLock reading = new ReentrantLock();
    private final ErrorWatch watch;
    private final long key;
    private final PipeEnd pipe;
    private volatile @Nullable ErrorOutput target;

    /** Whether it is watched. Used by the thread that has the script. */
    private boolean watched;

    NativeErrors(PipeEnd pipe, ErrorWatch watch) {
        this.pipe = pipe;
        this.watch = watch;
        this.key = watch.newKey();
    }

    long key() {
        return key;
    }

    boolean isOpen() {
        return pipe.isOpen();
    }

    /** What to wait for, or -1 after the end. */
    int descriptor() {
        return pipe.number();
    }

    void sendTo(ErrorOutput to) {
        target = to;
    }

    /** The thread that has the script goes away for a while. */
    void watch() {
        if (!watched && pipe.isOpen()) {
            watched = watch.add(this, pipe.number());
        }
    }

    /** The thread that has the script is about to wait. */
    void unwatch() {
        if (watched) {
            watched = false;
            watch.remove(this, pipe.number());
        }
    }

    /** Reads what is there; closes it at its end. */
    void read() {
        reading.lock();
        try {
            if (!deliver()) {
                close();
            }
        } finally {
            reading.unlock();
        }
    }

    /** Reads what is there, on behalf of the watch. The end is left to the thread that has the script. */
    void readUnawaited() {
        reading.lock();
        try {
            if (deliver()) {
                watch.again(this, pipe.number());
            }
        } finally {
            reading.unlock();
        }
    }

    /** Whether there may be more, now or later. */
    private boolean deliver() {
        ByteBuffer bytes = ByteBuffer.allocate(SIZE);
        try {
            for (int i = 0; i < MOST_READS; i++) {
                int count = pipe.read(bytes.clear());
                if (count <= 0) {
                    return count == 0;
                }
                ErrorOutput to = target;
                if (to != null) {
                    to.accept(bytes.flip());
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    void close() {
        reading.lock();
        try {
            unwatch();
            pipe.close();
        } finally {
            reading.unlock();
        }
    }
}
