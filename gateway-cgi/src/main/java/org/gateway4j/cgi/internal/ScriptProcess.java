package org.gateway4j.cgi.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.gateway4j.internal.process.ProcessTree;
import org.gateway4j.internal.protocol.ErrorOutput;
import org.gateway4j.internal.wire.Nanos;
import org.gateway4j.internal.wire.Watchdog;
import org.jspecify.annotations.Nullable;

/**
 * The life of one process: from its start until it has exited and its pipes are read, or were closed because some other
 * program holds them open. Its answer ends with its output, whoever writes that; the exit is awaited if it has begun. Safe
 * for use by several threads.
 */
final class ScriptProcess implements Watchdog.Watched {

    private enum Life {
        /** An exchange uses it. */
        RUNNING,
        /** Nobody wants its output any more, but it may come to its end. */
        FINISHING,
        /** It was told to end. */
        TERMINATING,
        /** It was killed. */
        KILLED,
        /** Nothing is left of it that is known of. */
        GONE
    }

    private static final long FAR_NANOS = 3_600_000_000_000L;

    /** Few processes take longer between the end of their output and their exit. */
    private static final long MOMENT_MILLIS = 10;

    private final Process process;
    private final ProcessPipes pipes;
    private final ProcessTree tree;
    private final ProcessTimes times;
    private final Watchdog watchdog;
    private final Executor threads;
    private final PipeMonitor monitor = new PipeMonitor();
    private final OutputPipe output = new OutputPipe(monitor);
    private final InputPipe input = new InputPipe(monitor);
    private final List<Runnable> whenGone = new ArrayList<>();

    /** The threads at the pipes. */
    private int pumps = 1;

    private volatile Life life = Life.RUNNING;
    private boolean outputRead;
    private volatile boolean exited;

    /** The rest behind the output, an exit or error output, is no longer awaited. */
    private boolean settled;

    private volatile long deadline = Nanos.NEVER;

    /** What keeps its pipes from being served. */
    private @Nullable Throwable shortage;

    ScriptProcess(Process process, ProcessPipes pipes, ProcessTimes times, Watchdog watchdog, Executor threads) {
        this.process = process;
        this.pipes = pipes;
        this.tree = new ProcessTree(process.toHandle());
        this.times = times;
        this.watchdog = watchdog;
        this.threads = threads;
        watchdog.watch(this);
        watchdog.armed();
    }

    PipeMonitor monitor() {
        return monitor;
    }

    OutputPipe output() {
        return output;
    }

    InputPipe input() {
        return input;
    }

    /** Reads its output until that ends, and waits for its exit. */
    void pumpOutput() {
        try {
            output.pump(pipes.output());
        } catch (IOException | RuntimeException | Error e) {
            giveUp(e);
        }
        change(() -> {
            outputRead = true;
            output.end();
            if (exited) {
                linger();
            }
        });
        if (!exitsWithin(MOMENT_MILLIS)) {
            ExitSign sign = ExitSign.of(process.pid());
            change(() -> awaitWhatIsMissing(sign));
        }
        awaitExit();
        noticeExit();
        change(() -> pumps--);
    }

    private boolean exitsWithin(long millis) {
        try {
            return process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // These threads are ended by what they wait for.
            return false;
        }
    }

    private void awaitExit() {
        while (process.isAlive()) {
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                // These threads are ended by what they wait for.
            }
        }
    }

    /** Begins to read its error output. */
    void pumpErrors(ErrorOutput errors) {
        startPump(() -> ErrorPipe.pump(pipes.errors(), errors));
    }

    /** Begins to write its input. */
    void pumpInput() {
        startPump(() -> input.pump(pipes.input()));
    }

    private void startPump(Runnable pump) {
        change(() -> pumps++);
        try {
            threads.execute(() -> {
                try {
                    pump.run();
                } finally {
                    change(() -> pumps--);
                }
            });
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            change(() -> pumps--);
            giveUp(e);
        }
    }

    /** Ends it, as one of its pipes cannot be served: what was read of it must not pass for all it had to say. */
    private void giveUp(Throwable cause) {
        change(() -> shortage = cause);
        terminate();
    }

    /** Asked under the lock. */
    void checkServed() throws IOException {
        if (shortage != null) {
            throw new IOException("its pipes cannot be served: " + shortage, shortage);
        }
    }

    /**
     * Changes something under the lock; if that was the last thing to happen, the process is gone. Whoever waits for the
     * answer is woken only if there is nothing more of it: each time costs a switch of threads.
     */
    private void change(Runnable change) {
        List<Runnable> actions;
        monitor.lock();
        try {
            change.run();
            if (life != Life.RUNNING || isOver()) {
                monitor.changed();
            }
            actions = isFinished() ? end() : List.of();
        } finally {
            monitor.unlock();
        }
        actions.forEach(Runnable::run);
    }

    /**
     * Whether nothing is left of it. While an exchange uses it, that may still begin to read its error output; what was told
     * to end is not gone before all is that it had started.
     */
    private boolean isFinished() {
        return exited
                && pumps == 0
                && switch (life) {
                    case RUNNING, GONE -> false;
                    case FINISHING -> true;
                    case TERMINATING, KILLED -> !tree.isAlive();
                };
    }

    /** To be called under the lock, once; returns what to do after it. */
    private List<Runnable> end() {
        life = Life.GONE;
        deadline = Nanos.NEVER;
        watchdog.forget(this);
        List<Runnable> actions = new ArrayList<>();
        actions.add(pipes::close);
        actions.addAll(whenGone);
        whenGone.clear();
        return actions;
    }

    /** Whether nothing more of its answer is to be expected. Asked under the lock. */
    boolean isOver() {
        return outputRead && (exited && pumps == 0 || settled);
    }

    /** Whether it has exited and left its output to another program. Asked under the lock. */
    boolean isOutlived() {
        return exited && !outputRead;
    }

    /** The status with which it has exited, more than 128 if a signal ended it; empty if it runs. */
    OptionalInt exitStatus() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    private void noticeExit() {
        change(() -> {
            if (!exited) {
                exited = true;
                input.breakOff();
                if (outputRead || life == Life.FINISHING) {
                    linger();
                }
            }
        });
        pipes.closeInput();
    }

    /**
     * After its output. An exit that has begun comes, and tells whether the output is whole; of a process that goes on there
     * is nothing to await.
     */
    private void awaitWhatIsMissing(ExitSign sign) {
        switch (sign) {
            case GOES_ON -> settled = true;
            case EXITS -> {}
            case UNKNOWN -> linger();
        }
    }

    /** What is still missing of it is awaited for some time only. */
    private void linger() {
        if (life == Life.RUNNING || life == Life.FINISHING && exited) {
            arm(times.outputGrace());
        }
    }

    /** Tells it, and what it has started, to end; in due time they are killed. Only the first call does something. */
    void terminate() {
        boolean alive = process.isAlive();
        boolean[] first = new boolean[1];
        change(() -> {
            if (life == Life.RUNNING || life == Life.FINISHING) {
                first[0] = true;
                life = Life.TERMINATING;
                letGo();
                arm(alive ? Nanos.NEVER : 0);
            }
        });
        if (first[0] && alive) {
            signal(tree::terminate, Life.TERMINATING, times.grace());
        }
    }

    /** Leaves it to itself, for as long as any exchange may take. */
    void letFinish() {
        change(() -> {
            if (life == Life.RUNNING) {
                life = Life.FINISHING;
                letGo();
                arm(!exited ? times.exchange() : settled ? 0 : times.outputGrace());
            }
        });
    }

    private void letGo() {
        output.discard();
        input.breakOff();
    }

    private void arm(long nanos) {
        deadline = Nanos.after(System.nanoTime(), nanos);
        watchdog.armed();
    }

    /**
     * There always is one until it is gone, so that the watchdog keeps looking whether it and its descendants run. Its end is
     * told to a listener, which may block: elsewhere.
     */
    @Override
    public long deadline() {
        if (!exited && !process.isAlive()) {
            runSoon(this::noticeExit);
        } else if (isEndUnnoticed()) {
            runSoon(() -> change(() -> {}));
        }
        long at = deadline;
        return at != Nanos.NEVER || life == Life.GONE ? at : Nanos.after(System.nanoTime(), FAR_NANOS);
    }

    private boolean isEndUnnoticed() {
        monitor.lock();
        try {
            return isFinished();
        } finally {
            monitor.unlock();
        }
    }

    @Override
    public void expire(long seen) {
        Life at;
        monitor.lock();
        try {
            if (seen != deadline) {
                return;
            }
            deadline = Nanos.NEVER;
            at = life;
        } finally {
            monitor.unlock();
        }
        runSoon(() -> goOnFrom(at));
    }

    /** Takes the next step, as the time for this one is over. */
    private void goOnFrom(Life late) {
        boolean alive = process.isAlive() || tree.isAlive();
        switch (late) {
            case RUNNING -> change(() -> settled = true);
            case FINISHING -> endOr(alive, this::terminate);
            case TERMINATING -> endOr(alive, this::kill);
            case KILLED -> endOr(process.isAlive(), () -> armIn(Life.KILLED, times.outputGrace()));
            case GONE -> {}
        }
    }

    private void endOr(boolean alive, Runnable otherwise) {
        if (alive) {
            otherwise.run();
        } else {
            abandon();
        }
    }

    private void kill() {
        change(() -> {
            if (life == Life.TERMINATING) {
                life = Life.KILLED;
            }
        });
        signal(tree::kill, Life.KILLED, times.outputGrace());
    }

    /** The next step comes whether the signals could be sent or not. */
    private void signal(Runnable signals, Life expected, long nanos) {
        runSoon(() -> {
            try {
                signals.run();
            } finally {
                armIn(expected, nanos);
            }
        });
    }

    /** The time for the next step counts from when the signals were sent. */
    private void armIn(Life expected, long nanos) {
        change(() -> {
            if (life == expected) {
                arm(nanos);
            }
        });
    }

    /** Closes the pipes that some other program holds open. */
    private void abandon() {
        List<Runnable> actions;
        monitor.lock();
        try {
            output.end();
            actions = life == Life.GONE ? List.of() : end();
        } finally {
            monitor.unlock();
        }
        actions.forEach(Runnable::run);
    }

    /**
     * Runs what may take long, if it can be helped not on the watchdog's thread: looking for descendants reads all of the
     * process table, and a listener may block.
     */
    private void runSoon(Runnable action) {
        try {
            threads.execute(action);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            action.run();
        }
    }

    /** Its wire is aborted too, and has to be first: what the script does then is no fault of it. */
    @Override
    public void abort() {}

    /** Ends it at once, and waits for nothing more of it. */
    void killNow() {
        tree.kill();
        pipes.close();
    }

    /** Runs an action when nothing is left of it. */
    void whenGone(Runnable action) {
        boolean isGone;
        monitor.lock();
        try {
            isGone = life == Life.GONE;
            if (!isGone) {
                whenGone.add(action);
            }
        } finally {
            monitor.unlock();
        }
        if (isGone) {
            action.run();
        }
    }
}
