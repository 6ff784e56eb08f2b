package org.gateway4j.cgi.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * The input of a script: one thread offers bytes, another writes them to the pipe. A script may stop reading at any time
 * (RFC 3875 section 4.2). All but {@link #pump} is guarded by the monitor's lock.
 */
final class InputPipe {

    /** Enough for a body that is sent in one write. */
    private static final int SIZE = 64 * 1024;

    /** Most scripts have no input: room is made with the first byte of it. */
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private enum State {
        OPEN,
        /** All was offered. */
        COMPLETE,
        /** Nobody reads it, or nobody offers any more. */
        BROKEN
    }

    private final PipeMonitor monitor;
    private ByteBuffer offered;
    private ByteBuffer spare;
    private State state = State.OPEN;

    InputPipe(PipeMonitor monitor) {
        this.monitor = monitor;
        this.offered = NOTHING;
        this.spare = NOTHING;
    }

    /** Writes to the pipe what is offered until that is complete, on a thread that may block. */
    void pump(OutputStream pipe) {
        try (pipe) {
            for (ByteBuffer bytes = next(); bytes.hasRemaining(); bytes = next()) {
                pipe.write(bytes.array(), bytes.arrayOffset(), bytes.limit());
                pipe.flush();
            }
        } catch (IOException e) {
            // The script does not read its input, which is its right.
        }
        monitor.lock();
        try {
            breakOff();
        } finally {
            monitor.unlock();
        }
    }

    /** What was offered, none at the end. */
    private ByteBuffer next() {
        monitor.lock();
        try {
            while (offered.position() == 0 && state == State.OPEN) {
                monitor.awaitUninterruptibly();
            }
            ByteBuffer taken = offered.flip();
            if (state == State.BROKEN) {
                return taken.limit(0);
            }
            offered = spare.clear();
            spare = taken;
            monitor.changed();
            return taken;
        } finally {
            monitor.unlock();
        }
    }

    boolean hasRoom() {
        return offered.capacity() == 0 || offered.hasRemaining();
    }

    boolean isBroken() {
        return state == State.BROKEN;
    }

    /** Takes as much as there is room for. */
    long offer(ByteBuffer[] sources, int count) throws IOException {
        if (state == State.BROKEN) {
            throw new IOException("the script does not read its input");
        }
        if (offered.capacity() == 0) {
            offered = ByteBuffer.allocate(SIZE);
        }
        int before = offered.position();
        for (int i = 0; i < count && offered.hasRemaining(); i++) {
            int length = Math.min(sources[i].remaining(), offered.remaining());
            offered.put(offered.position(), sources[i], sources[i].position(), length);
            offered.position(offered.position() + length);
            sources[i].position(sources[i].position() + length);
        }
        monitor.changed();
        int taken = offered.position() - before;
        return taken;
    }

    /** Nothing more will be offered. */
    void complete() {
        if (state == State.OPEN) {
            state = State.COMPLETE;
            monitor.changed();
        }
    }

    /** What was offered need not arrive. */
    void breakOff() {
        state = State.BROKEN;
        monitor.changed();
    }
}
