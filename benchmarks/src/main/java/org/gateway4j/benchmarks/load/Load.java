package org.gateway4j.benchmarks.load;

/**
 * What came of a turn of the load generator.
 *
 * @param answers how many requests were answered with a status from 200 to 299
 * @param errors how many otherwise, or not at all
 * @param nanos how long it took
 */
public record Load(long answers, long errors, long nanos) {

    static Load parse(String line) {
        String[] parts = line.split(" ", 3);
        return new Load(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    }

    /** Answers in a second. */
    public double rate() {
        return answers * 1e9 / nanos;
    }
}
