package org.gateway4j.cgi.internal;

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
 * A script from its start until nothing is left of it. Whoever reads, writes or waits holds the {@link #using} lock, so
 * that no descriptor is closed under it; {@link #wake} ends a wait.
 */
final class NativeScript implements RunningScript {

    /** What can be waited for besides, as bits. The error output and the exit are attended to in each wait. */
    static final int OUTPUT = 1;

    static final int INPUT = 1 << 1;
    static final int WOKEN = 1 << 2;

    private final ReentrantLock using = new ReentrantLock();
    private final ProcessTimes times;
    private final NativeThreads threads;
    private final NativeEnding ending;
    private final NativeProcess process;
    private final NativePipes pipes;
    private final WakeUp wakeUp;
    private final List<Runnable> whenGone = new ArrayList<>();
    private boolean gone;

    /** It has exited by itself, and its descriptors were closed before its output had ended. */
    private volatile boolean outlived;

    NativeScript(Spawned ends, ProcessTimes times, NativeThreads threads, ErrorWatch watch, Executor executor) {
        this.process = new NativeProcess(ends.pid(), ends.exit());
        this.pipes = new NativePipes(
                new PipeEnd(ends.input()),
                new PipeEnd(ends.output()),
                new NativeErrors(new PipeEnd(ends.errors()), watch));
        this.wakeUp = new WakeUp(ends.event());
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
        pipes.errors().sendTo(to);
    }

    @Override
    public OptionalInt exitStatus() {
        return process.exitStatus();
    }

    ReentrantLock using() {
        return using;
    }

    NativeEnding ending() {
        return ending;
    }

    NativeProcess process() {
        return process;
    }

    NativePipes pipes() {
        return pipes;
    }

    /** Waits for any of these, and for news of the process, until a time; takes the news. Returns what is ready. */
    int await(int interest, long deadline, Runnable cancel) {
        pipes.errors().unwatch();
        int ready = threads.call(() -> poll(interest, deadline), cancel);
        if ((ready & NativePoll.ERRORS) != 0) {
            pipes.errors().read();
        }
        if ((ready & NativePoll.EXIT) != 0) {
            noticeExit();
        }
        return ready;
    }

    private int poll(int interest, long deadline) {
        return NativePoll.await(
                (interest & OUTPUT) != 0 ? pipes.output().number() : -1,
                (interest & INPUT) != 0 ? pipes.input().number() : -1,
                wakeUp.descriptor(),
                pipes.errors().descriptor(),
                process.descriptor(),
                deadline);
    }

    /** Waits, and throws output away that has come. */
    void discard(ByteBuffer scratch, long deadline) {
        if ((await(OUTPUT, deadline, () -> {}) & OUTPUT) != 0) {
            pipes.discard(scratch);
        }
    }

    /** Collects the exit, if there was one. */
    void noticeExit() {
        process.noticeExit();
        if (process.hasExited()) {
            pipes.input().close();
        }
    }

    /** Ends the wait that is under way, or the next one. */
    void wake() {
        wakeUp.raise();
    }

    @Override
    public void killNow() {
        process.signal(LibC.KILL);
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
        return outlived || isOutputLeft();
    }

    private boolean isOutputLeft() {
        return process.hasExited() && pipes.output().isOpen() && !process.wasSignalled();
    }

    /** Closes all descriptors of an exited process. */
    void release() {
        outlived = isOutputLeft();
        List<Runnable> actions;
        synchronized (this) {
            gone = true;
            actions = List.copyOf(whenGone);
        }
        process.release();
        wakeUp.close();
        pipes.close();
        actions.forEach(Runnable::run);
    }

    static long after(long nanos) {
        return Nanos.after(System.nanoTime(), nanos);
    }
}
