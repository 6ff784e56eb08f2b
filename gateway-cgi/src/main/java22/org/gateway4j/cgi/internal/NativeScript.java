package org.gateway4j.cgi.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.gateway4j.internal.protocol.ErrorOutput;
import org.gateway4j.internal.wire.Nanos;
import org.gateway4j.internal.wire.Watchdog;

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

    private final ReentrantLock using = new ReentrantLock();
    private final ProcessTimes times;
    private final NativeThreads threads;
    private final NativeEnding ending;
    private final int pid;
    private final int event;
    private final int exit;
    private final PipeEnd input;
    private final PipeEnd output;
    private final NativeErrors errors;

    private final List<Runnable> whenGone = new ArrayList<>();

    /** Its exit status; -1 while it runs. */
    private volatile int status = -1;

    private boolean gone;

    /** It has exited by itself, and its descriptors were closed before its output had ended. */
    private volatile boolean outlived;

    /** Its group was told to end. */
    private boolean signalled;

    NativeScript(Ends ends, ProcessTimes times, NativeThreads threads, ErrorWatch watch, Executor executor) {
        this.pid = ends.pid();
        this.exit = ends.exit();
        this.event = ends.event();
        this.input = new PipeEnd(ends.input());
        this.output = new PipeEnd(ends.output());
        this.errors = new NativeErrors(new PipeEnd(ends.errors()), watch);
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
        errors.sendTo(to);
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
        return input.isOpen();
    }

    boolean hasOutput() {
        return output.isOpen();
    }

    boolean hasErrors() {
        return errors.isOpen();
    }

    /**
     * Reads output: the number of bytes, 0 if none is there, -1 at the end. The caller may then do something else for as
     * long as it likes.
     */
    int read(ByteBuffer target) throws IOException {
        int count = output.read(target);
        if (count < 0) {
            output.close();
        } else if (count > 0) {
            errors.watch();
        }
        return count;
    }

    /** Writes as much input as there is room for. A script may stop reading at any time (RFC 3875 section 4.2). */
    int write(ByteBuffer source) throws IOException {
        if (!input.isOpen()) {
            throw new IOException("the script does not read its input");
        }
        try {
            return input.write(source);
        } catch (IOException e) {
            input.close();
            throw new IOException("the script does not read its input", e);
        }
    }

    void closeInput() {
        input.close();
    }

    /** Waits for any of these, and for news of the process, until a time; takes the news. Returns what is ready. */
    int await(int interest, long deadline, Runnable cancel) {
        errors.unwatch();
        int ready = threads.call(() -> poll(interest, deadline), cancel);
        if ((ready & NativePoll.ERRORS) != 0) {
            errors.read();
        }
        if ((ready & NativePoll.EXIT) != 0) {
            noticeExit();
        }
        return ready;
    }

    private int poll(int interest, long deadline) {
        return NativePoll.await(
                (interest & OUTPUT) != 0 ? output.number() : -1,
                (interest & INPUT) != 0 ? input.number() : -1,
                event,
                errors.descriptor(),
                status < 0 ? exit : -1,
                deadline);
    }

    /** Waits, and throws output away that has come. */
    void discard(ByteBuffer scratch, long deadline) {
        if ((await(OUTPUT, deadline, () -> {}) & OUTPUT) != 0) {
            try {
                if (output.read(scratch.clear()) < 0) {
                    output.close();
                }
            } catch (IOException e) {
                output.close();
            }
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

    /** Whether it has exited by itself and left its output to another program. */
    boolean isOutlived() {
        return outlived || hasExited() && hasOutput() && !wasSignalled();
    }

    /** Closes all descriptors of an exited process. */
    void release() {
        outlived = hasOutput() && !wasSignalled();
        List<Runnable> actions;
        synchronized (this) {
            gone = true;
            actions = List.copyOf(whenGone);
            LibC.close(event);
            LibC.close(exit);
        }
        input.close();
        output.close();
        errors.close();
        actions.forEach(Runnable::run);
    }

    static long after(long nanos) {
        return Nanos.after(System.nanoTime(), nanos);
    }
}
