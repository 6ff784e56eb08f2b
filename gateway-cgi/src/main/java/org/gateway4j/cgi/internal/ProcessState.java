package org.gateway4j.cgi.internal;

import java.io.IOException;
import java.util.function.LongSupplier;
import org.gateway4j.internal.wire.Nanos;
import org.jspecify.annotations.Nullable;

/**
 * How far a process and the threads at its pipes have come, and until when the next step is awaited: no threads, no signals. The
 * answer ends with the output, whoever writes that; the exit is awaited if it has begun. Guarded by the monitor's lock.
 */
final class ProcessState {

    enum Life {
        /** An exchange uses it. */
        RUNNING,
        /** Nobody wants its output any more, but it may come to its end. */
        FINISHING,
        /** It was told to end. */
        TERMINATING,
        /** It was killed. */
        KILLED,
        /** It has ended, and what it has left behind holds its pipes open. */
        ABANDONED,
        /** Nothing is left of it that is known of. */
        GONE
    }

    private final ProcessTimes times;
    private final LongSupplier clock;

    private Life life = Life.RUNNING;
    private long deadline = Nanos.NEVER;

    /** The threads at the pipes. That of the output is there from the start. */
    private int pumps = 1;

    private boolean outputRead;
    private boolean exited;

    /** The rest behind the output, an exit or error output, is no longer awaited. */
    private boolean settled;

    /** What keeps its pipes from being served. */
    private @Nullable Throwable shortage;

    /**
     * A process that was just started.
     *
     * @param clock the time as {@link System#nanoTime} gives it
     */
    ProcessState(ProcessTimes times, LongSupplier clock) {
        this.times = times;
        this.clock = clock;
    }

    Life life() {
        return life;
    }

    /** When the next step is due, or {@link Nanos#NEVER}. */
    long deadline() {
        return deadline;
    }

    boolean hasExited() {
        return exited;
    }

    /** Whether it has exited and left its output to another program. */
    boolean isOutlived() {
        return exited && !outputRead;
    }

    /** Whether nothing more of its answer is to be expected. */
    boolean isOver() {
        return outputRead && (isRead() || settled);
    }

    private boolean isRead() {
        return exited && pumps == 0;
    }

    /**
     * Whether nothing is left of it, if nothing is left of what it has started. While an exchange uses it, that may still begin
     * to read its error output.
     */
    boolean isAtItsEnd() {
        return switch (life) {
            case RUNNING, GONE -> false;
            case FINISHING, TERMINATING, KILLED -> isRead();
            case ABANDONED -> true;
        };
    }

    /** Whether it is not gone before all is that it has started. */
    boolean wasToldToEnd() {
        return life == Life.TERMINATING || life == Life.KILLED;
    }

    void checkServed() throws IOException {
        if (shortage != null) {
            throw new IOException("its pipes cannot be served: " + shortage, shortage);
        }
    }

    void pumpStarted() {
        pumps++;
    }

    void pumpEnded() {
        pumps--;
    }

    void cannotBeServed(Throwable cause) {
        shortage = cause;
    }

    void outputEnded() {
        outputRead = true;
        if (exited) {
            linger();
        }
    }

    /**
     * Its output has ended, and it has not exited. An exit that has begun comes, and tells whether the output is whole; of a
     * process that goes on there is nothing to await.
     */
    void exitDelayed(ExitSign sign) {
        switch (sign) {
            case GOES_ON -> settled = true;
            case EXITS -> {}
            case UNKNOWN -> linger();
        }
    }

    void exitNoticed() {
        if (!exited) {
            exited = true;
            if (outputRead || life == Life.FINISHING) {
                linger();
            }
        }
    }

    /** What is still missing of it is awaited for some time only. */
    private void linger() {
        if (life == Life.RUNNING || life == Life.FINISHING && exited) {
            arm(times.outputGrace());
        }
    }

    /** It may run for as long as any exchange may take; false if that comes too late. */
    boolean letFinish() {
        if (life != Life.RUNNING) {
            return false;
        }
        life = Life.FINISHING;
        arm(!exited ? times.exchange() : settled ? 0 : times.outputGrace());
        return true;
    }

    /** It has to end; false if it was told before. A live one is given time once the signals are sent. */
    boolean terminate(boolean alive) {
        if (life != Life.RUNNING && life != Life.FINISHING) {
            return false;
        }
        life = Life.TERMINATING;
        arm(alive ? Nanos.NEVER : 0);
        return true;
    }

    void terminateSent() {
        if (life == Life.TERMINATING) {
            arm(times.grace());
        }
    }

    void kill() {
        if (life == Life.TERMINATING) {
            life = Life.KILLED;
        }
    }

    /** Its death is awaited. */
    void killSent() {
        if (life == Life.KILLED) {
            arm(times.outputGrace());
        }
    }

    void settle() {
        settled = true;
    }

    void abandon() {
        if (life != Life.GONE) {
            life = Life.ABANDONED;
        }
    }

    void gone() {
        life = Life.GONE;
        deadline = Nanos.NEVER;
    }

    /** The next step is no longer awaited; false if the deadline is another by now. */
    boolean expire(long seen) {
        if (seen != deadline) {
            return false;
        }
        deadline = Nanos.NEVER;
        return true;
    }

    private void arm(long nanos) {
        deadline = Nanos.after(clock.getAsLong(), nanos);
    }
}
