package org.gateway4j.script;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.gateway4j.internal.wire.Nanos;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for a short time what the file system has approved. All of it is forgotten at once when that time is over,
 * however often it was used. Safe for use by several threads.
 */
final class Approvals {

    /** The time that must be left of a period for its use: mapping a request without a look-up takes less. */
    private static final long A_WHILE_NANOS = 1_000_000;

    private final Duration time;
    private final long nanos;
    private final LongSupplier clock;
    private final @Nullable Root given;
    private volatile Period current;

    /**
     * Remembers nothing at first.
     *
     * @param time how long to remember; zero for not at all
     * @param clock the time in nanoseconds
     * @param given the root, or null if the root itself must be looked up
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

    /** The period to which a look-up belongs. The caller must ask for it before the look-up. */
    Period now() {
        long now = clock.getAsLong();
        Period present = current;
        if (present.isOver(now)) {
            present = begin(now);
            current = present;
        }
        return present;
    }

    /** The present period, if it will last until a request has been mapped, or else null. */
    @Nullable
    Period lasting() {
        Period present = current;
        return present.isOver(clock.getAsLong() + A_WHILE_NANOS) ? null : present;
    }
}
