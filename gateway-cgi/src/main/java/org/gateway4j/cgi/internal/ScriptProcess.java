package org.gateway4j.cgi.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.gateway4j.cgi.internal.ProcessState.Life;
import org.gateway4j.internal.process.ProcessTree;
import org.gateway4j.internal.protocol.ErrorOutput;
import org.gateway4j.internal.wire.Nanos;
import org.gateway4j.internal.wire.Watchdog;

/**
 * One process, from its start until it has exited and its pipes are read, or were closed because some other program holds them
 * open. Acts on what becomes of it: sends signals, and tells who waits. Safe for use by several threads.
 */
final class ScriptProcess implements RunningScript, Watchdog.Watched {

    private static final long FAR_NANOS = 3_600_000_000_000L;

    private final Process process;
    private final ProcessPipes pipes;
    private final ProcessTree tree;
    private final Watchdog watchdog;
    private final Executor threads;
    private final PipeMonitor monitor = new PipeMonitor();
    private final OutputPipe output = new OutputPipe(monitor);
    private final InputPipe input = new InputPipe(monitor);
    private final ProcessState state;
    private final PipePumps pumps;
    private final List<Runnable> whenGone = new ArrayList<>();

    ScriptProcess(Process process, ProcessPipes pipes, ProcessTimes times, Watchdog watchdog, Executor threads) {
        this.process = process;
        this.pipes = pipes;
        this.tree = new ProcessTree(process.toHandle());
        this.watchdog = watchdog;
        this.threads = threads;
        this.state = new ProcessState(times, System::nanoTime);
        this.pumps = new PipePumps(this, process, pipes, threads);
        watchdog.watch(this);
    }

    /** The lock of its state and its pipes. */
    PipeMonitor monitor() {
        return monitor;
    }

    ProcessState state() {
        return state;
    }

    OutputPipe output() {
        return output;
    }

    InputPipe input() {
        return input;
    }

    PipePumps pumps() {
        return pumps;
    }

    @Override
    public ProcessWire openWire(Watchdog keeper, boolean hasInput) {
        if (hasInput) {
            pumps.writeInput();
        }
        return new ProcessWire(this, keeper);
    }

    @Override
    public void readErrors(ErrorOutput errors) {
        pumps.readErrors(errors);
    }

    @Override
    public OptionalInt exitStatus() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    void pumpStarted() {
        change(state::pumpStarted);
    }

    void pumpEnded() {
        change(state::pumpEnded);
    }

    void outputEnded() {
        change(() -> {
            state.outputEnded();
            output.end();
        });
    }

    void exitDelayed(ExitSign sign) {
        change(() -> state.exitDelayed(sign));
    }

    void noticeExit() {
        change(() -> {
            state.exitNoticed();
            input.breakOff();
        });
        pipes.closeInput();
    }

    /** Ends it, as one of its pipes cannot be served: what was read of it must not pass for all it had to say. */
    void giveUp(Throwable cause) {
        change(() -> state.cannotBeServed(cause));
        terminate();
    }

    /** Leaves it to itself, for as long as any exchange may take. */
    void letFinish() {
        change(() -> {
            if (state.letFinish()) {
                ignorePipes();
            }
        });
    }

    /** Tells it, and what it has started, to end; in due time they are killed. Only the first call does something. */
    void terminate() {
        boolean alive = process.isAlive();
        boolean[] first = new boolean[1];
        change(() -> {
            first[0] = state.terminate(alive);
            if (first[0]) {
                ignorePipes();
            }
        });
        if (first[0] && alive) {
            signal(tree::terminate, state::terminateSent);
        }
    }

    private void ignorePipes() {
        output.discard();
        input.breakOff();
    }

    private void kill() {
        change(state::kill);
        signal(tree::kill, state::killSent);
    }

    /** The time for the next step counts from when the signals were sent, whether they could be or not. */
    private void signal(Runnable signals, Runnable sent) {
        runSoon(() -> {
            try {
                signals.run();
            } finally {
                change(sent);
            }
        });
    }

    /** Closes the pipes that some other program holds open. */
    private void abandon() {
        change(() -> {
            state.abandon();
            output.end();
        });
    }

    @Override
    public void killNow() {
        tree.kill();
        pipes.close();
    }

    /** Runs an action when nothing is left of it. */
    void whenGone(Runnable action) {
        boolean isGone;
        monitor.lock();
        try {
            isGone = state.life() == Life.GONE;
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

    /**
     * Changes something under the lock; if that was the last thing to happen, the process is gone. Whoever waits for the
     * answer is woken only if there is nothing more of it: each time costs a switch of threads.
     */
    private void change(Runnable change) {
        List<Runnable> actions;
        monitor.lock();
        try {
            change.run();
            if (state.life() != Life.RUNNING || state.isOver()) {
                monitor.changed();
            }
            actions = isFinished() ? end() : List.of();
        } finally {
            monitor.unlock();
        }
        actions.forEach(Runnable::run);
    }

    private boolean isFinished() {
        return state.isAtItsEnd() && !(state.wasToldToEnd() && tree.isAlive());
    }

    /** To be called under the lock, once; returns what to do after it. */
    private List<Runnable> end() {
        state.gone();
        watchdog.forget(this);
        List<Runnable> actions = new ArrayList<>();
        actions.add(pipes::close);
        actions.addAll(whenGone);
        whenGone.clear();
        return actions;
    }

    /** There always is one until it is gone, so that the watchdog keeps looking whether it and its descendants run. */
    @Override
    public long deadline() {
        long now = System.nanoTime();
        monitor.lock();
        try {
            if (isEndUnnoticed()) {
                return now - FAR_NANOS;
            }
            long at = state.deadline();
            return at != Nanos.NEVER || state.life() == Life.GONE ? at : now + FAR_NANOS;
        } finally {
            monitor.unlock();
        }
    }

    private boolean isEndUnnoticed() {
        return !state.hasExited() && !process.isAlive() || isFinished();
    }

    @Override
    public void expire(long seen) {
        nextStep(seen).ifPresent(this::runSoon);
    }

    private Optional<Runnable> nextStep(long seen) {
        monitor.lock();
        try {
            if (isEndUnnoticed()) {
                return Optional.of(this::noticeExit);
            }
            Life late = state.life();
            return state.expire(seen) ? Optional.of(() -> goOnFrom(late)) : Optional.empty();
        } finally {
            monitor.unlock();
        }
    }

    /** Takes the next step, as the time for this one is over. */
    private void goOnFrom(Life late) {
        boolean alive = process.isAlive() || tree.isAlive();
        switch (late) {
            case RUNNING -> change(state::settle);
            case FINISHING -> endOr(alive, this::terminate);
            case TERMINATING -> endOr(alive, this::kill);
            case KILLED -> endOr(process.isAlive(), () -> change(state::killSent));
            case ABANDONED, GONE -> {}
        }
    }

    private void endOr(boolean alive, Runnable otherwise) {
        if (alive) {
            otherwise.run();
        } else {
            abandon();
        }
    }

    /** Its wire is aborted too, and has to be first: what the script does then is no fault of it. */
    @Override
    public void abort() {}

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
}
