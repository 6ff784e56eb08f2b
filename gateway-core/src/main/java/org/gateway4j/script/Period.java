package org.gateway4j.script;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.gateway4j.internal.wire.Nanos;
import org.jspecify.annotations.Nullable;

/**
 * A short time for which approved look-ups hold: the root, and the scripts below it. The result of a look-up enters the
 * period in which the look-up began, so that no result holds for longer. Safe for use by several threads.
 */
final class Period {

    /**
     * The largest number of names, more than the scripts that clients call in an application. Circular links give one
     * script any number of names.
     */
    static final int MOST_NAMES = 1_024;

    private final long end;
    private final AtomicReference<@Nullable Root> root;
    private final Set<String> names = ConcurrentHashMap.newKeySet();

    /**
     * Begins a period.
     *
     * @param end the end of the period, in nanoseconds
     * @param given the root, or null if it must be looked up
     */
    Period(long end, @Nullable Root given) {
        this.end = end;
        this.root = new AtomicReference<>(given);
    }

    boolean isOver(long now) {
        return Nanos.passed(end, now);
    }

    /** The root; null if it is not known. */
    @Nullable
    Root root() {
        return root.get();
    }

    /** Sets the root, unless it is known already. Returns the root of this period. */
    Root root(Root found) {
        Root known = root.compareAndExchange(null, found);
        return known == null ? found : known;
    }

    /** Whether a name is known to be that of a script below a root. */
    boolean isApproved(Root below, String name) {
        return names.contains(name) && below.equals(root.get());
    }

    /** Remembers a script below a root, if the root is that of this period and there is room. */
    void approve(Root below, String name) {
        if (below.equals(root.get()) && names.size() < MOST_NAMES) {
            names.add(name);
        }
    }
}
