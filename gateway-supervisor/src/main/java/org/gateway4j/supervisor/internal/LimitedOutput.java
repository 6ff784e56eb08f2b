package org.gateway4j.supervisor.internal;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Passes lines of output on, so many in a second, and tells how many were left out. Safe for use by several threads. */
public final class LimitedOutput implements Consumer<String> {

    /** As many lines of a FastCGI error stream are logged by default. */
    static final int MOST_PER_SECOND = 100;

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Consumer<String> to;
    private final LongSupplier clock;
    private long begun;
    private long lines;

    /**
     * Nothing was passed on yet.
     *
     * @param clock the time as {@link System#nanoTime} gives it
     */
    public LimitedOutput(Consumer<String> to, LongSupplier clock) {
        this.to = to;
        this.clock = clock;
        this.begun = clock.getAsLong();
    }

    @Override
    public synchronized void accept(String line) {
        long now = clock.getAsLong();
        if (now - begun >= SECOND) {
            if (lines > MOST_PER_SECOND) {
                to.accept("(" + (lines - MOST_PER_SECOND) + " lines were left out)");
            }
            begun = now;
            lines = 0;
        }
        lines++;
        if (lines <= MOST_PER_SECOND) {
            to.accept(line);
        }
    }
}
