package org.gateway4j.cgi.internal;

import org.gateway4j.internal.wire.Nanos;

/**
 * The wait for a script whose output has ended: for its exit if that has begun, and for the rest of its error output for
 * some time. Used by the thread that uses the wire.
 */
final class NativeRest {

    private enum Stage {
        /** Output is read. */
        OUTPUT,
        /** Few processes take longer between the end of their output and their exit. */
        MOMENT,
        /** The exit has begun. */
        EXIT,
        /** The exit or error output is awaited for some time only. */
        LINGERING,
        /** Nothing more is awaited. */
        SETTLED
    }

    private static final long MOMENT_NANOS = 10_000_000;

    private final NativeScript script;
    private final ProcessTimes times;
    private Stage stage = Stage.OUTPUT;
    private long deadline = Nanos.NEVER;

    NativeRest(NativeScript script, ProcessTimes times) {
        this.script = script;
        this.times = times;
    }

    /** When to look again, or {@link Nanos#NEVER}. */
    long deadline() {
        return deadline;
    }

    /** Whether nothing more of the answer is to be expected. */
    boolean isOver() {
        if (script.pipes().output().isOpen()) {
            return false;
        }
        if (script.process().hasExited()) {
            return !script.pipes().errors().isOpen() || isLingeringOver();
        }
        return isSettled();
    }

    private boolean isLingeringOver() {
        if (stage != Stage.LINGERING && stage != Stage.SETTLED) {
            enter(Stage.LINGERING, times.outputGrace());
        }
        return isLate();
    }

    private boolean isLate() {
        if (stage == Stage.LINGERING && Nanos.passed(deadline, System.nanoTime())) {
            stage = Stage.SETTLED;
            deadline = Nanos.NEVER;
        }
        return stage == Stage.SETTLED;
    }

    private boolean isSettled() {
        if (stage == Stage.OUTPUT) {
            enter(Stage.MOMENT, MOMENT_NANOS);
        } else if (stage == Stage.MOMENT && Nanos.passed(deadline, System.nanoTime())) {
            deadline = Nanos.NEVER;
            switch (ExitSign.of(script.process().pid())) {
                case GOES_ON -> stage = Stage.SETTLED;
                case EXITS -> stage = Stage.EXIT;
                case UNKNOWN -> enter(Stage.LINGERING, times.outputGrace());
            }
        }
        return isLate();
    }

    private void enter(Stage next, long nanos) {
        stage = next;
        deadline = NativeScript.after(nanos);
    }
}
