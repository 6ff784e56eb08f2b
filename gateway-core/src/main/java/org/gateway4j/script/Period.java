package org.gateway4j.script;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.gateway4j.internal.wire.Nanos;
import org.jspecify.annotations.Nullable;

/**
 * A short time for which approved look-ups hold: the root, and the scripts below it. A look-up that ends late enters the period
 * in which it began, so that none holds for longer. Safe for use by several threads.
 */
final class Period {

    /** More than an application has scripts that clients call. Links that form a circle give one script any number of names. */
    static final int MOST_NAMES = 1_024;

    private final long end;
    private final AtomicReference<@Nullable Root> root;
    private final Set<String> names = ConcurrentHashMap.newKeySet();

    /**
     * Begins.
     *
     * @param end when it is over, in nanoseconds
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

    /** Sets the root, unless it is known already; returns the one that holds. */
    Root root(Root found) {
        Root known = root.compareAndExchange(null, found);
        return known == null ? found : known;
    }

    /** Whether a name is known to be that of a script below a root. */
    boolean isApproved(Root below, String name) {
        return names.contains(name) && below.equals(root.get());
    }

    /** Remembers a script below a root, if that is the one of this period and there is room. */
    void approve(Root below, String name) {
        if (below.equals(root.get()) && names.size() < MOST_NAMES) {
            names.add(name);
        }
    }
}
