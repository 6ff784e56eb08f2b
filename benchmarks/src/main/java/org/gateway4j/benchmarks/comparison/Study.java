package org.gateway4j.benchmarks.comparison;

import java.util.function.Consumer;

/** Measures the figures of one or several targets. */
interface Study {

    /**
     * Measures.
     *
     * @param results where each figure goes as soon as it is known
     */
    void run(Plan plan, Consumer<Result> results) throws Exception;
}
