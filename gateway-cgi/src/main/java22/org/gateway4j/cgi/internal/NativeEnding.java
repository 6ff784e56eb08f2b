package org.gateway4j.cgi.internal;

import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.gateway4j.internal.wire.Nanos;

/**
 * How a script ends that no exchange uses any more. One that has exited is gone at once. A thread attends to any other:
 * it lets the script finish, or waits between the signals TERM and KILL.
 */
final class NativeEnding {

    private enum Phase {
        /** An exchange uses it. */
        SERVING,
        /** It may come to its own end. */
        FINISHING,
        /** It has to end. */
        TERMINATING
    }

    private static final long MOMENT_NANOS = 2_000_000;

    private final NativeScript script;
    private final ProcessTimes times;
    private final Executor threads;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.SERVING);
    private final ByteBuffer scratch = ByteBuffer.allocate(4 * 1024);

    NativeEnding(NativeScript script, ProcessTimes times, Executor threads) {
        this.script = script;
        this.times = times;
        this.threads = threads;
    }

    boolean hasBegun() {
        return phase.get() != Phase.SERVING;
    }

    /** Lets it finish, or ends it with all processes of its group. Does not block. */
    void begin(boolean finishing) {
        if (finishing) {
            if (phase.compareAndSet(Phase.SERVING, Phase.FINISHING)) {
                conclude();
            }
            return;
        }
        Phase before = phase.getAndSet(Phase.TERMINATING);
        if (before == Phase.TERMINATING) {
            return;
        }
        script.process().signal(LibC.TERM);
        script.process().signal(LibC.CONT);
        script.wake();
        if (before == Phase.SERVING) {
            conclude();
        }
    }

    private void conclude() {
        if (isGoneAlready()) {
            return;
        }
        script.wake();
        try {
            threads.execute(this::attend);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            script.process().signal(LibC.KILL);
            attend();
        }
    }

    private boolean isGoneAlready() {
        if (!script.using().tryLock()) {
            return false;
        }
        try {
            script.noticeExit();
            boolean gone = script.process().hasExited()
                    && !script.pipes().errors().isOpen()
                    && !script.process().wasSignalled();
            if (gone) {
                script.release();
            }
            return gone;
        } finally {
            script.using().unlock();
        }
    }

    private void attend() {
        script.using().lock();
        try {
            script.pipes().input().close();
            if (phase.get() == Phase.FINISHING) {
                awaitExit(NativeScript.after(times.exchange()), true);
            }
            if (!script.process().hasExited()) {
                begin(false);
            }
            long killAt = NativeScript.after(times.grace());
            awaitExit(killAt, false);
            awaitGroup(killAt);
            kill();
            readLastErrors();
        } finally {
            script.release();
            script.using().unlock();
        }
    }

    private void kill() {
        do {
            script.process().signal(LibC.KILL);
            long until = NativeScript.after(times.outputGrace());
            awaitExit(until, false);
            awaitGroup(until);
        } while (!script.process().hasExited());
    }

    /** Throws its output away meanwhile. */
    private void awaitExit(long until, boolean finishing) {
        while (!script.process().hasExited() && !Nanos.passed(until, System.nanoTime())) {
            if (finishing && phase.get() != Phase.FINISHING) {
                return;
            }
            script.discard(scratch, until);
        }
    }

    /** Those that the script has left behind in its group: nothing tells when they end. */
    private void awaitGroup(long until) {
        while (script.process().hasExited() && script.process().signal(0) && !Nanos.passed(until, System.nanoTime())) {
            script.discard(scratch, Nanos.earlier(until, NativeScript.after(MOMENT_NANOS)));
        }
    }

    private void readLastErrors() {
        long until = NativeScript.after(times.outputGrace());
        while (script.pipes().errors().isOpen() && !Nanos.passed(until, System.nanoTime())) {
            script.discard(scratch, until);
        }
    }
}
