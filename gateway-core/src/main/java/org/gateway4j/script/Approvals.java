package org.gateway4j.script;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.gateway4j.internal.wire.Nanos;
import org.jspecify.annotations.Nullable;

/**
 * What the file system has approved within a short time. It is forgotten all at once when that time is over, however often it was
 * used. Safe for use by several threads.
 */
final class Approvals {

    /** How long what is to last must last: longer than a request that needs no look-up takes to be mapped. */
    private static final long A_WHILE_NANOS = 1_000_000;

    private final Duration time;
    private final long nanos;
    private final LongSupplier clock;
    private final @Nullable Root given;
    private volatile Period current;

    /**
     * Knows of nothing yet.
     *
     * @param time how long to remember, or zero
     * @param clock the time in nanoseconds
     * @param given the root, or null if it must be looked up itself
     */
    Approvals(Duration time, LongSupplier clock, @Nullable Root given) {
        this.time = time;
        this.nanos = Nanos.of(time);
        this.clock = clock;
        this.given = given;
        this.current = begin(clock.getAsLong());
    }

    private Period begin(long now) {
        return new Period(Nanos.after(now, nanos), given);
    }

    /** The same settings for another root. */
    Approvals below(@Nullable Root root) {
        return new Approvals(time, clock, root);
    }

    /** The same root for another time. */
    Approvals rememberedFor(Duration other) {
        return new Approvals(other, clock, given);
    }

    /** The period that a look-up belongs to; to be asked for before it. */
    Period now() {
        long now = clock.getAsLong();
        Period present = current;
        if (present.isOver(now)) {
            present = begin(now);
            current = present;
        }
        return present;
    }

    /** The period that is still there when a request has been mapped; null if it might be over by then. */
    @Nullable
    Period lasting() {
        Period present = current;
        return present.isOver(clock.getAsLong() + A_WHILE_NANOS) ? null : present;
    }
}
