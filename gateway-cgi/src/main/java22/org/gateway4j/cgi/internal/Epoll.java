package org.gateway4j.cgi.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.stream.IntStream;

/**
 * A set of descriptors, each of which is told of once when it becomes readable. One thread waits; any may change the set.
 */
final class Epoll {

    private static final MethodHandle CREATE = LibC.failing("epoll_create1", JAVA_INT, JAVA_INT);
    private static final MethodHandle CONTROL =
            LibC.failing("epoll_ctl", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
    private static final MethodHandle WAIT =
            LibC.failing("epoll_wait", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);

    private static final int EPOLL_CLOEXEC = 0x80000;
    private static final int ADD = 1;
    private static final int REMOVE = 2;
    private static final int MODIFY = 3;
    private static final int READABLE = 1;
    private static final int ONCE = 1 << 30;

    /** The structure is packed on x86 only. */
    private static final boolean PACKED = "amd64".equals(System.getProperty("os.arch"));

    private static final int SIZE = PACKED ? 12 : 16;
    private static final int DATA = PACKED ? 4 : 8;

    /** The key of the wake-up, which no descriptor of the set has. */
    private static final long WAKE_UP = 0;

    private static final int MOST = 64;

    private final int descriptor;
    private final int event;

    private Epoll(int descriptor, int event) {
        this.descriptor = descriptor;
        this.event = event;
    }

    static Epoll open() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = LibC.newState(arena);
            int event = LibC.eventfd(state);
            if (event < 0) {
                throw LibC.failure("no descriptor for its error output", -event);
            }
            int descriptor = create(state);
            if (descriptor < 0) {
                LibC.close(event);
                throw LibC.failure("no descriptor for its error output", -descriptor);
            }
            Epoll epoll = new Epoll(descriptor, event);
            int result = epoll.add(event, WAKE_UP);
            if (result < 0) {
                epoll.close();
                throw LibC.failure("its error output cannot be watched", -result);
            }
            return epoll;
        }
    }

    private static int create(MemorySegment state) {
        try {
            int result = (int) CREATE.invokeExact(state, EPOLL_CLOEXEC);
            return result < 0 ? -LibC.errno(state) : result;
        } catch (Throwable e) {
            throw LibC.unexpected(e);
        }
    }

    /** Adds a descriptor; a negative result is an error. */
    int add(int each, long key) {
        return control(ADD, each, key);
    }

    /** Tells of a descriptor once more. */
    int again(int each, long key) {
        return control(MODIFY, each, key);
    }

    int remove(int each) {
        return control(REMOVE, each, WAKE_UP);
    }

    private int control(int operation, int each, long key) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = LibC.newState(arena);
            MemorySegment entry = arena.allocate(SIZE, 8);
            entry.set(JAVA_INT, 0, READABLE | ONCE);
            entry.set(JAVA_LONG_UNALIGNED, DATA, key);
            int result = (int) CONTROL.invokeExact(state, descriptor, operation, each, entry);
            return result < 0 ? -LibC.errno(state) : 0;
        } catch (Throwable e) {
            throw LibC.unexpected(e);
        }
    }

    /** Waits, and returns the keys of the descriptors that have bytes to read: after an end or a wake-up perhaps none. */
    long[] await() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment entries = arena.allocate((long) SIZE * MOST, 8);
            int count = (int) WAIT.invokeExact(LibC.newState(arena), descriptor, entries, MOST, -1);
            return IntStream.range(0, count)
                    .mapToLong(i -> (long) i * SIZE)
                    .filter(at -> (entries.get(JAVA_INT_UNALIGNED, at) & READABLE) != 0)
                    .map(at -> entries.get(JAVA_LONG_UNALIGNED, at + DATA))
                    .toArray();
        } catch (Throwable e) {
            throw LibC.unexpected(e);
        }
    }

    /** Ends the wait. */
    void wake() {
        NativePoll.raise(event);
    }

    void close() {
        LibC.close(descriptor);
        LibC.close(event);
    }
}
