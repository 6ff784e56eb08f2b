package org.gateway4j.benchmarks.comparison;

import org.gateway4j.benchmarks.client.Workload;

/**
 * Under what a match is played.
 *
 * @param workload what each call moves
 * @param socket {@code tcp} or {@code unix}
 * @param callers how many threads call
 */
record Setting(Workload workload, String socket, int callers) {

    /** Whether the callers are virtual threads, as {@link Comparison} was told. */
    static final boolean VIRTUAL = Boolean.getBoolean("comparison.virtual");

    String text() {
        return socket + ", " + callers + (callers == 1 ? " caller" : " callers");
    }
}
