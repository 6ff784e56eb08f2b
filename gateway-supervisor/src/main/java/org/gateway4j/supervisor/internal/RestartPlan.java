package org.gateway4j.supervisor.internal;

import java.time.Duration;
import org.gateway4j.supervisor.Restarts;
import org.jspecify.annotations.Nullable;

/** How long to pause before the next start: longer with each failure in a row. No clock, no threads. */
final class RestartPlan {

    private final Restarts rules;
    private int failures;

    RestartPlan(Restarts rules) {
        this.rules = rules;
    }

    /**
     * A process has ended that should not have.
     *
     * @param ready how long it was ready, or null if it never was
     * @return the pause before the next start
     */
    Duration pauseAfter(@Nullable Duration ready) {
        if (ready != null && ready.compareTo(rules.stable()) >= 0) {
            failures = 0;
        }
        failures++;
        if (isLooping()) {
            return rules.longestPause();
        }
        return failures == 1 && ready != null ? Duration.ZERO : doubled();
    }

    private Duration doubled() {
        Duration pause = rules.firstPause();
        for (int i = 1; i < failures && pause.compareTo(rules.longestPause()) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(rules.longestPause()) < 0 ? pause : rules.longestPause();
    }

    /** Whether it fails so often that there is no hope of a start soon. */
    boolean isLooping() {
        return failures >= rules.most();
    }

    int failures() {
        return failures;
    }
}
