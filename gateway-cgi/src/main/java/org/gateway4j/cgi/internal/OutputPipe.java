package org.gateway4j.cgi.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * The output of a script: a thread reads the pipe, another takes what has arrived. The reader waits while there is no room
 * for what it read last, so that a slow client holds the script back; small pieces, such as a shell writes, gather meanwhile.
 * All but {@link #pump} is guarded by the monitor's lock.
 */
final class OutputPipe {

    private static final int FIRST_SIZE = 8 * 1024;
    private static final int FULL_SIZE = 64 * 1024;

    private final PipeMonitor monitor;
    private ByteBuffer arrived = ByteBuffer.allocate(0);
    private byte[] spare = new byte[FIRST_SIZE];
    private boolean discarding;
    private boolean ended;

    OutputPipe(PipeMonitor monitor) {
        this.monitor = monitor;
    }

    /**
     * Reads the pipe to its end, on a thread that may block. When a process exits, the JDK closes its own pipes under the
     * lock of the stream and keeps what it finds in them just then; held all the time, the lock leaves the pipe open to
     * what the script's own children still write.
     *
     * @throws IOException if there may be more; also where another thread has closed the pipe
     */
    void pump(InputStream pipe) throws IOException {
        synchronized (pipe) {
            try (pipe) {
                for (int count = pipe.read(spare); count >= 0; count = pipe.read(spare)) {
                    if (!deliver(count)) {
                        return;
                    }
                }
            }
        }
    }

    /** Adds the bytes just read, once there is room; false if the pipe was given up. */
    private boolean deliver(int count) {
        monitor.lock();
        try {
            while (!hasRoom(count) && !discarding && !ended) {
                monitor.awaitUninterruptibly();
            }
            if (!discarding && hasRoom(count)) {
                add(count);
                monitor.changed();
            }
            return !ended;
        } finally {
            monitor.unlock();
        }
    }

    private boolean hasRoom(int count) {
        return !arrived.hasRemaining() || arrived.capacity() - arrived.limit() >= count;
    }

    private void add(int count) {
        if (arrived.hasRemaining()) {
            int end = arrived.limit();
            arrived.limit(end + count).put(end, spare, 0, count);
        } else {
            byte[] emptied = arrived.array();
            arrived = ByteBuffer.wrap(spare, 0, count);
            spare = nextSpare(count, emptied);
        }
    }

    /** Another array, larger if the last one was filled. */
    private byte[] nextSpare(int count, byte[] emptied) {
        boolean grow = count == spare.length && count < FULL_SIZE;
        return grow ? new byte[FULL_SIZE] : emptied.length == 0 ? new byte[FIRST_SIZE] : emptied;
    }

    boolean hasBytes() {
        return arrived.hasRemaining();
    }

    /** Moves what there is. */
    int take(ByteBuffer target) {
        int count = Math.min(target.remaining(), arrived.remaining());
        target.put(arrived.array(), arrived.position(), count);
        arrived.position(arrived.position() + count);
        if (!arrived.hasRemaining()) {
            monitor.changed();
        }
        return count;
    }

    /** From now on what arrives is thrown away. */
    void discard() {
        discarding = true;
        arrived.position(arrived.limit());
        monitor.changed();
    }

    /** Nothing more will arrive, or it is not waited for: a reader that waits for room goes on. */
    void end() {
        ended = true;
        if (arrived.hasRemaining()) {
            monitor.changed();
        }
    }
}
