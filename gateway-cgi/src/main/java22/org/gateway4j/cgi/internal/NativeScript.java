package org.gateway4j.cgi.internal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.gateway4j.internal.protocol.ErrorOutput;
import org.gateway4j.internal.wire.Nanos;
import org.gateway4j.internal.wire.Watchdog;
import org.jspecify.annotations.Nullable;

/**
 * A process with a session of its own, and this side's descriptors of it. Whoever reads, writes or waits holds the
 * {@link #using} lock, so that no descriptor is closed under it; {@link #wake} ends a wait. Any thread may signal.
 */
final class NativeScript implements RunningScript {

    /**
     * What a start gives.
     *
     * @param pid the process, which leads its session and process group
     * @param exit becomes readable when it exits
     * @param event becomes readable when a wait shall end
     * @param input where its input is written, or -1
     * @param output where its output is read
     * @param errors where its error output is read
     */
    record Ends(int pid, int exit, int event, int input, int output, int errors) {}

    /** What can be waited for besides, as bits. The error output and the exit are attended to in each wait. */
    static final int OUTPUT = 1;

    static final int INPUT = 1 << 1;
    static final int WOKEN = 1 << 2;

    private static final int ERROR_SIZE = 4 * 1024;

    /** Reads of error output in one wait: a script that writes it without end does not hold the output up. */
    private static final int MOST_READS = 16;

    private final ReentrantLock using = new ReentrantLock();
    private final ProcessTimes times;
    private final NativeThreads threads;
    private final NativeEnding ending;
    private final int pid;
    private final int event;
    private final int exit;
    private int input;
    private int output;
    private int errors;
    private @Nullable ErrorOutput errorOutput;

    private final List<Runnable> whenGone = new ArrayList<>();

    /** Its exit status; -1 while it runs. */
    private volatile int status = -1;

    private boolean gone;

    /** It has exited, and its descriptors were closed before its output had ended. */
    private volatile boolean outlived;

    /** Its group was told to end. */
    private boolean signalled;

    NativeScript(Ends ends, ProcessTimes times, NativeThreads threads, Executor executor) {
        this.pid = ends.pid();
        this.exit = ends.exit();
        this.event = ends.event();
        this.input = ends.input();
        this.output = ends.output();
        this.errors = ends.errors();
        this.times = times;
        this.threads = threads;
        this.ending = new NativeEnding(this, times, executor);
    }

    @Override
    public NativeWire openWire(Watchdog watchdog, boolean hasInput) {
        return new NativeWire(this, times, watchdog);
    }

    @Override
    public void readErrors(ErrorOutput to) {
        errorOutput = to;
    }

    @Override
    public OptionalInt exitStatus() {
        return status < 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }

    ReentrantLock using() {
        return using;
    }

    NativeEnding ending() {
        return ending;
    }

    int pid() {
        return pid;
    }

    boolean hasExited() {
        return status >= 0;
    }

    boolean hasInput() {
        return input >= 0;
    }

    boolean hasOutput() {
        return output >= 0;
    }

    boolean hasErrors() {
        return errors >= 0;
    }

    /** Reads output: the number of bytes, 0 if none is there, -1 at the end. */
    int read(ByteBuffer target) throws IOException {
        if (output < 0) {
            return -1;
        }
        int count = read(output, target);
        if (count < 0) {
            closeOutput();
        }
        return count;
    }

    private static int read(int descriptor, ByteBuffer target) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocate(Math.min(target.remaining(), 64 * 1024));
            int count = LibC.read(LibC.newState(arena), descriptor, bytes);
            if (count == -LibC.EAGAIN || count == -LibC.EINTR) {
                return 0;
            }
            if (count < 0) {
                throw LibC.failure("its pipe cannot be read", -count);
            }
            target.put(bytes.asSlice(0, count).asByteBuffer());
            return count == 0 ? -1 : count;
        }
    }

    /** Writes as much input as there is room for. A script may stop reading at any time (RFC 3875 section 4.2). */
    int write(ByteBuffer source) throws IOException {
        if (input < 0) {
            throw new IOException("the script does not read its input");
        }
        try (Arena arena = Arena.ofConfined()) {
            int length = Math.min(source.remaining(), 64 * 1024);
            MemorySegment bytes = arena.allocate(length);
            bytes.asByteBuffer().put(source.slice(source.position(), length));
            int count = LibC.write(LibC.newState(arena), input, bytes);
            if (count == -LibC.EAGAIN || count == -LibC.EINTR) {
                return 0;
            }
            if (count < 0) {
                closeInput();
                throw new IOException("the script does not read its input");
            }
            source.position(source.position() + count);
            return count;
        }
    }

    void closeInput() {
        input = close(input);
    }

    void closeOutput() {
        output = close(output);
    }

    private static int close(int descriptor) {
        if (descriptor >= 0) {
            LibC.close(descriptor);
        }
        return -1;
    }

    /** Waits for any of these, and for news of the process, until a time; takes the news. Returns what is ready. */
    int await(int interest, long deadline, Runnable cancel) {
        int ready = threads.call(() -> poll(interest, deadline), cancel);
        if ((ready & NativePoll.ERRORS) != 0) {
            readErrors();
        }
        if ((ready & NativePoll.EXIT) != 0) {
            noticeExit();
        }
        return ready;
    }

    private int poll(int interest, long deadline) {
        return NativePoll.await(
                (interest & OUTPUT) != 0 ? output : -1,
                (interest & INPUT) != 0 ? input : -1,
                event,
                errors,
                status < 0 ? exit : -1,
                deadline);
    }

    /** Waits, and throws output away that has come. */
    void discard(ByteBuffer scratch, long deadline) {
        if ((await(OUTPUT, deadline, () -> {}) & OUTPUT) != 0) {
            try {
                int ignored = read(scratch.clear());
            } catch (IOException e) {
                closeOutput();
            }
        }
    }

    private void readErrors() {
        ByteBuffer bytes = ByteBuffer.allocate(ERROR_SIZE);
        try {
            for (int i = 0; i < MOST_READS; i++) {
                int count = read(errors, bytes.clear());
                if (count < 0) {
                    errors = close(errors);
                }
                if (count <= 0) {
                    return;
                }
                if (errorOutput != null) {
                    errorOutput.accept(bytes.flip());
                }
            }
        } catch (IOException e) {
            errors = close(errors);
        }
    }

    /** Collects the exit, if there was one. */
    void noticeExit() {
        synchronized (this) {
            int code = status < 0 ? LibC.reap(pid, false) : -1;
            if (code >= 0) {
                status = code;
            }
        }
        if (hasExited()) {
            closeInput();
        }
    }

    /** Ends the wait that is under way, or the next one. */
    void wake() {
        synchronized (this) {
            if (!gone) {
                NativePoll.raise(event);
            }
        }
    }

    /**
     * Signals all processes of its group, or asks with 0 whether there are any. A script that has exited by itself may
     * leave a service behind, which is not signalled. The number of a group is not given away while it has a member.
     *
     * @return false if there was nothing to signal
     */
    boolean signal(int number) {
        synchronized (this) {
            if (gone || hasExited() && !signalled) {
                return false;
            }
            signalled |= number != 0;
            return LibC.signal(-pid, number) == 0;
        }
    }

    boolean wasSignalled() {
        synchronized (this) {
            return signalled;
        }
    }

    @Override
    public void killNow() {
        signal(LibC.KILL);
        ending.begin(false);
    }

    void terminate() {
        ending.begin(false);
    }

    void whenGone(Runnable action) {
        synchronized (this) {
            if (!gone) {
                whenGone.add(action);
                return;
            }
        }
        action.run();
    }

    /** Whether it has exited and left its output to another program. */
    boolean isOutlived() {
        return outlived || hasExited() && hasOutput();
    }

    /** Closes all descriptors of an exited process. */
    void release() {
        outlived = hasOutput();
        List<Runnable> actions;
        synchronized (this) {
            gone = true;
            actions = List.copyOf(whenGone);
            LibC.close(event);
            LibC.close(exit);
        }
        closeInput();
        closeOutput();
        errors = close(errors);
        actions.forEach(Runnable::run);
    }

    static long after(long nanos) {
        return Nanos.after(System.nanoTime(), nanos);
    }
}
