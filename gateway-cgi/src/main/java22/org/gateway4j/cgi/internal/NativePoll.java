package org.gateway4j.cgi.internal;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.gateway4j.internal.wire.Nanos;

/** One {@code poll} of all descriptors of a script. */
final class NativePoll {

    static final int ERRORS = 1 << 3;
    static final int EXIT = 1 << 4;

    private static final short POLLIN = 1;
    private static final short POLLOUT = 4;
    private static final int ENTRY = 8;
    private static final int COUNT = 5;

    private NativePoll() {}

    /** Waits until a time; a descriptor of -1 is left out. Returns a bit for each that is ready, in this order. */
    static int await(int output, int input, int event, int errors, int exit, long deadline) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = LibC.newState(arena);
            MemorySegment entries = arena.allocate(ENTRY * COUNT, 8);
            set(entries, 0, output, POLLIN);
            set(entries, 1, input, POLLOUT);
            set(entries, 2, event, POLLIN);
            set(entries, 3, errors, POLLIN);
            set(entries, 4, exit, POLLIN);
            if (LibC.poll(state, entries, COUNT, millis(deadline)) <= 0) {
                return 0;
            }
            int ready = ready(entries);
            if ((ready & NativeScript.WOKEN) != 0) {
                LibC.read(state, event, arena.allocate(JAVA_LONG));
            }
            return ready;
        }
    }

    private static void set(MemorySegment entries, int index, int descriptor, short events) {
        entries.set(JAVA_INT, (long) index * ENTRY, descriptor);
        entries.set(JAVA_SHORT, (long) index * ENTRY + 4, events);
    }

    private static int ready(MemorySegment entries) {
        int ready = 0;
        for (int i = 0; i < COUNT; i++) {
            if (entries.get(JAVA_SHORT, (long) i * ENTRY + 6) != 0) {
                ready |= 1 << i;
            }
        }
        return ready;
    }

    /** Rounded up, so that a wait does not end before its time. */
    private static int millis(long deadline) {
        if (deadline == Nanos.NEVER) {
            return -1;
        }
        long left = Math.max(0, Nanos.left(deadline, System.nanoTime()));
        return (int) Math.min((left + 999_999) / 1_000_000, Integer.MAX_VALUE);
    }

    /** Makes an event readable. */
    static void raise(int event) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment one = arena.allocate(JAVA_LONG);
            one.set(JAVA_LONG, 0, 1);
            LibC.write(LibC.newState(arena), event, one);
        }
    }
}
