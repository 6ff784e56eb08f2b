package org.gateway4j.cgi.internal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** This side's end of a pipe, which never blocks. Whoever uses it sees to it that no other thread closes it meanwhile. */
final class PipeEnd {

    private static final int MOST = 64 * 1024;

    private final int number;
    private volatile boolean open;

    /** An end with that descriptor, or one that was never open if negative. */
    PipeEnd(int number) {
        this.number = number;
        this.open = number >= 0;
    }

    boolean isOpen() {
        return open;
    }

    /** Its descriptor, or -1 if it is not open. */
    int number() {
        return open ? number : -1;
    }

    /** Reads what is there: the number of bytes, 0 if there is none, -1 at the end. */
    int read(ByteBuffer target) throws IOException {
        if (!open) {
            return -1;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocate(Math.min(target.remaining(), MOST));
            int count = LibC.read(LibC.newState(arena), number, bytes);
            if (isNothingYet(count)) {
                return 0;
            }
            if (count < 0) {
                throw LibC.failure("its pipe cannot be read", -count);
            }
            target.put(bytes.asSlice(0, count).asByteBuffer());
            return count == 0 ? -1 : count;
        }
    }

    /** Writes as much as there is room for. */
    int write(ByteBuffer source) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            int length = Math.min(source.remaining(), MOST);
            MemorySegment bytes = arena.allocate(length);
            bytes.asByteBuffer().put(source.slice(source.position(), length));
            int count = LibC.write(LibC.newState(arena), number, bytes);
            if (isNothingYet(count)) {
                return 0;
            }
            if (count < 0) {
                throw LibC.failure("its pipe cannot be written", -count);
            }
            source.position(source.position() + count);
            return count;
        }
    }

    private static boolean isNothingYet(int result) {
        return result == -LibC.EAGAIN || result == -LibC.EINTR;
    }

    void close() {
        if (open) {
            open = false;
            LibC.close(number);
        }
    }
}
