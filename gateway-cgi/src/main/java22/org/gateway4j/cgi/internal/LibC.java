package org.gateway4j.cgi.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The functions of the C library of Linux that start and watch processes. A negative result is the number of the error.
 * Numbers of constants are those of Linux on 64-bit x86 and ARM.
 */
@SuppressWarnings("restricted")
final class LibC {

    static final int EINTR = 4;
    static final int EAGAIN = 11;
    static final int ENOEXEC = 8;

    static final int KILL = 9;
    static final int TERM = 15;
    static final int CONT = 18;

    private static final int O_CLOEXEC = 0x80000;
    private static final int O_NONBLOCK = 0x800;
    private static final int F_SETFL = 4;
    private static final int WNOHANG = 1;
    private static final long SYS_PIDFD_OPEN = 434;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final Linker.Option ERRORS = Linker.Option.captureCallState("errno");

    private static final List<String> MISSING = new ArrayList<>();

    static final MethodHandle POSIX_SPAWN =
            plain("posix_spawn", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    static final MethodHandle ACTIONS_INIT = plain("posix_spawn_file_actions_init", JAVA_INT, ADDRESS);
    static final MethodHandle ACTIONS_DESTROY = plain("posix_spawn_file_actions_destroy", JAVA_INT, ADDRESS);
    static final MethodHandle ADD_DUP2 =
            plain("posix_spawn_file_actions_adddup2", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    static final MethodHandle ADD_OPEN =
            plain("posix_spawn_file_actions_addopen", JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    static final MethodHandle ADD_CHDIR = plain("posix_spawn_file_actions_addchdir_np", JAVA_INT, ADDRESS, ADDRESS);
    static final MethodHandle ADD_CLOSEFROM =
            plain("posix_spawn_file_actions_addclosefrom_np", JAVA_INT, ADDRESS, JAVA_INT);
    static final MethodHandle ATTR_INIT = plain("posix_spawnattr_init", JAVA_INT, ADDRESS);
    static final MethodHandle ATTR_DESTROY = plain("posix_spawnattr_destroy", JAVA_INT, ADDRESS);
    static final MethodHandle ATTR_FLAGS = plain("posix_spawnattr_setflags", JAVA_INT, ADDRESS, JAVA_SHORT);
    static final MethodHandle ATTR_DEFAULTS = plain("posix_spawnattr_setsigdefault", JAVA_INT, ADDRESS, ADDRESS);
    static final MethodHandle ATTR_MASK = plain("posix_spawnattr_setsigmask", JAVA_INT, ADDRESS, ADDRESS);
    static final MethodHandle SIGFILLSET = plain("sigfillset", JAVA_INT, ADDRESS);
    static final MethodHandle SIGEMPTYSET = plain("sigemptyset", JAVA_INT, ADDRESS);

    private static final MethodHandle STRERROR = plain("strerror", ADDRESS, JAVA_INT);
    private static final MethodHandle READ = failing("read", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle WRITE = failing("write", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle CLOSE = plain("close", JAVA_INT, JAVA_INT);
    private static final MethodHandle PIPE2 = failing("pipe2", JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle EVENTFD = failing("eventfd", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle POLL = failing("poll", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle SIGNAL = failing("kill", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle WAITPID = failing("waitpid", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle FCNTL = variadic("fcntl", 2, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle SYSCALL = variadic("syscall", 1, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT);

    private LibC() {}

    /** What keeps this library from being used, or null. */
    static @Nullable String obstacle() {
        if (!MISSING.isEmpty()) {
            return "the C library lacks " + String.join(", ", MISSING);
        }
        int descriptor = pidfdOpen((int) ProcessHandle.current().pid());
        if (descriptor < 0) {
            return "the kernel refuses pidfd_open: " + describe(-descriptor);
        }
        close(descriptor);
        return null;
    }

    private static MethodHandle plain(String name, MemoryLayout result, MemoryLayout... arguments) {
        return handle(name, FunctionDescriptor.of(result, arguments));
    }

    static MethodHandle failing(String name, MemoryLayout result, MemoryLayout... arguments) {
        return handle(name, FunctionDescriptor.of(result, arguments), ERRORS);
    }

    private static MethodHandle variadic(String name, int fixed, MemoryLayout result, MemoryLayout... arguments) {
        return handle(name, FunctionDescriptor.of(result, arguments), ERRORS, Linker.Option.firstVariadicArg(fixed));
    }

    private static MethodHandle handle(String name, FunctionDescriptor type, Linker.Option... options) {
        MemorySegment address = LINKER.defaultLookup().find(name).orElse(MemorySegment.NULL);
        if (address.equals(MemorySegment.NULL)) {
            MISSING.add(name);
            return LINKER.downcallHandle(type, options);
        }
        return LINKER.downcallHandle(address, type, options);
    }

    /** What a handle throws is an error of this program: the functions themselves throw nothing. */
    static AssertionError unexpected(Throwable e) {
        return new AssertionError("call of the C library", e);
    }

    static int errno(MemorySegment state) {
        return (int) ERRNO.get(state, 0L);
    }

    static MemorySegment newState(Arena arena) {
        return arena.allocate(STATE);
    }

    /** The message of an error, in the form that {@link StartFailure} reads. */
    static IOException failure(String what, int number) {
        return new IOException(what + ": error=" + number + ", " + describe(number));
    }

    static String describe(int number) {
        try {
            MemorySegment text = (MemorySegment) STRERROR.invokeExact(number);
            return text.reinterpret(256).getString(0);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Reads what is there. */
    static int read(MemorySegment state, int descriptor, MemorySegment target) {
        try {
            long count = (long) READ.invokeExact(state, descriptor, target, target.byteSize());
            return count < 0 ? -errno(state) : (int) count;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Writes what is taken. */
    static int write(MemorySegment state, int descriptor, MemorySegment source) {
        try {
            long count = (long) WRITE.invokeExact(state, descriptor, source, source.byteSize());
            return count < 0 ? -errno(state) : (int) count;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** The descriptor is gone, whatever the result. */
    static void close(int descriptor) {
        try {
            int ignored = (int) CLOSE.invokeExact(descriptor);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Makes a pipe; puts the descriptor of its reading end first. */
    static int pipe(MemorySegment state, MemorySegment both) {
        try {
            int result = (int) PIPE2.invokeExact(state, both, O_CLOEXEC);
            return result < 0 ? -errno(state) : 0;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int doNotBlock(MemorySegment state, int descriptor) {
        try {
            int result = (int) FCNTL.invokeExact(state, descriptor, F_SETFL, O_NONBLOCK);
            return result < 0 ? -errno(state) : 0;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int eventfd(MemorySegment state) {
        try {
            int result = (int) EVENTFD.invokeExact(state, 0, O_CLOEXEC | O_NONBLOCK);
            return result < 0 ? -errno(state) : result;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Waits for at most that many milliseconds, or without a limit if negative. */
    static int poll(MemorySegment state, MemorySegment descriptors, int count, int millis) {
        try {
            int result = (int) POLL.invokeExact(state, descriptors, (long) count, millis);
            return result < 0 ? -errno(state) : result;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int pidfdOpen(int pid) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = newState(arena);
            long result = (long) SYSCALL.invokeExact(state, SYS_PIDFD_OPEN, pid, 0);
            return result < 0 ? -errno(state) : (int) result;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Sends a signal to a process, or to a process group if the number is negative. */
    static int signal(int target, int signal) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = newState(arena);
            int result = (int) SIGNAL.invokeExact(state, target, signal);
            return result < 0 ? -errno(state) : 0;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Collects an exit: its status, more than 128 if a signal ended the process; negative if it runs. */
    static int reap(int pid, boolean waits) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = newState(arena);
            MemorySegment status = arena.allocate(ValueLayout.JAVA_INT);
            int result;
            do {
                result = (int) WAITPID.invokeExact(state, pid, status, waits ? 0 : WNOHANG);
            } while (result < 0 && errno(state) == EINTR);
            return result == pid ? decode(status.get(ValueLayout.JAVA_INT, 0)) : -1;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static int decode(int status) {
        int signal = status & 0x7f;
        return signal == 0 ? status >> 8 & 0xff : 128 + signal;
    }
}
