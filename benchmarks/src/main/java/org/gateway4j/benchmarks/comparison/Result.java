package org.gateway4j.benchmarks.comparison;

import java.util.Arrays;
import java.util.Locale;

/**
 * One figure of the table.
 *
 * @param target what it belongs to
 * @param situation under which it was measured
 * @param median of the rounds
 * @param low the lowest of the rounds
 * @param high the highest of the rounds
 * @param detail the figures behind it
 */
record Result(Target target, String situation, double median, double low, double high, String detail) {

    private static final String PREFIX = "RESULT";

    static Result of(Target target, String situation, double[] rounds, String detail) {
        double[] sorted = rounds.clone();
        Arrays.sort(sorted);
        return new Result(target, situation, median(sorted), sorted[0], sorted[sorted.length - 1], detail);
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    static double medianOf(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return median(sorted);
    }

    /** As a line from a process to the one that started it. */
    String line() {
        return String.join("\t", PREFIX, target.name(), situation, "" + median, "" + low, "" + high, detail);
    }

    static boolean isLine(String line) {
        return line.startsWith(PREFIX + "\t");
    }

    static Result parse(String line) {
        String[] parts = line.split("\t", 7);
        return new Result(
                Target.valueOf(parts[1]),
                parts[2],
                Double.parseDouble(parts[3]),
                Double.parseDouble(parts[4]),
                Double.parseDouble(parts[5]),
                parts[6]);
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s (%s to %s) | %s | %s |",
                target.measure(),
                situation,
                number(target.must()),
                number(target.aim()),
                number(median),
                number(low),
                number(high),
                target.verdict(median),
                detail);
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            return String.format(Locale.ROOT, "%,d", (long) value);
        }
        return String.format(
                Locale.ROOT, Math.abs(value) >= 100 ? "%,.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.2f", value);
    }
}
