package org.gateway4j.benchmarks.comparison;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The turns of some players under the same conditions, one after the other in each round. So what else the machine does
 * meanwhile touches all of them. Players are numbered from 0 in the order in which they are given.
 */
final class Match {

    /** Whoever takes part. */
    interface Player {

        /** Does its work for so long. */
        Turn turn(Duration length) throws IOException;
    }

    /**
     * What a player did in one turn.
     *
     * @param calls how many requests were answered
     * @param errors how many were not, or not well
     * @param nanos how long it took
     * @param cpuNanos the processor time of all threads of the process
     * @param allocated the bytes that all its threads allocated, 0 if that is not known
     */
    record Turn(long calls, long errors, long nanos, long cpuNanos, long allocated) {

        double rate() {
            return calls * 1e9 / nanos;
        }

        double cpuMicros() {
            return cpuNanos / 1e3 / Math.max(1, calls);
        }

        double bytesPerCall() {
            return (double) allocated / Math.max(1, calls);
        }
    }

    private final String names;
    private final List<List<Turn>> turns = new ArrayList<>();

    private Match(String names) {
        this.names = names;
    }

    /** All warmed up, then as many rounds as planned. */
    static Match play(Plan plan, String names, Player... players) throws IOException {
        Match match = new Match(names);
        for (int player = 0; player < players.length; player++) {
            match.turns.add(new ArrayList<>());
        }
        warmUp(plan, players);
        for (int round = 0; round < plan.rounds(); round++) {
            match.round(plan, round % 2 == 0, players);
        }
        return match;
    }

    /** In turns as well: what the compiler assumes of the one is then not undone by the other while it is measured. */
    private static void warmUp(Plan plan, Player... players) throws IOException {
        long end = System.nanoTime() + players.length * plan.warmUp().toNanos();
        do {
            for (Player player : players) {
                player.turn(plan.turn());
            }
        } while (System.nanoTime() < end);
    }

    /** Every other round goes backwards, so that a machine that becomes slower or faster favours nobody. */
    private void round(Plan plan, boolean forwards, Player... players) throws IOException {
        for (int i = 0; i < players.length; i++) {
            int player = forwards ? i : players.length - 1 - i;
            turns.get(player).add(players[player].turn(plan.turn()));
        }
    }

    /** One's rate over another's, of each round. */
    double[] rates(int base, int other) {
        return compare(base, other, (one, two) -> two.rate() / one.rate());
    }

    /** One's processor time for each call over another's. */
    double[] cpuRatios(int base, int other) {
        return compare(base, other, (one, two) -> two.cpuMicros() / one.cpuMicros());
    }

    /** How many microseconds of processor time one takes for each call more than another. */
    double[] addedCpu(int base, int other) {
        return compare(base, other, (one, two) -> two.cpuMicros() - one.cpuMicros());
    }

    /**
     * What one takes more than another, over what a third takes more than a fourth: how much a server adds for a request, over
     * how much another server adds.
     */
    double[] addedCpuRatios(int thirdBase, int third, int base, int one) {
        double[] below = addedCpu(thirdBase, third);
        double[] above = addedCpu(base, one);
        return IntStream.range(0, above.length)
                .mapToDouble(round -> above[round] / below[round])
                .toArray();
    }

    private double[] compare(int base, int other, ToDoubleBiFunction<Turn, Turn> figure) {
        double[] figures = new double[turns.get(base).size()];
        for (int i = 0; i < figures.length; i++) {
            figures[i] = figure.applyAsDouble(
                    turns.get(base).get(i), turns.get(other).get(i));
        }
        return figures;
    }

    /** How many microseconds of processor time one takes for each call. */
    double[] cpu(int player) {
        return figures(turns.get(player), Turn::cpuMicros);
    }

    /** How many bytes one allocates for each call. */
    double[] allocated(int player) {
        return figures(turns.get(player), Turn::bytesPerCall);
    }

    private static double[] figures(List<Turn> turns, ToDoubleFunction<Turn> figure) {
        return turns.stream().mapToDouble(figure).toArray();
    }

    /** The medians of the rates. */
    String rateDetail() {
        return names + ": " + all(turns -> rate(median(turns, Turn::rate))) + " per s" + errors();
    }

    /** Those of processor time too. */
    String cpuDetail() {
        return rateDetail() + ", " + all(turns -> format("%.1f", median(turns, Turn::cpuMicros))) + " µs CPU";
    }

    /** And those of allocation. */
    String detail() {
        return cpuDetail() + ", " + all(turns -> format("%,.0f", median(turns, Turn::bytesPerCall))) + " B";
    }

    private String errors() {
        boolean none = turns.stream().flatMap(List::stream).allMatch(turn -> turn.errors() == 0);
        return none ? "" : " (errors: " + all(Match::errors) + ")";
    }

    private static String errors(List<Turn> turns) {
        return Long.toString(turns.stream().mapToLong(Turn::errors).sum());
    }

    private String all(Function<List<Turn>, String> figure) {
        return turns.stream().map(figure).collect(Collectors.joining(" / "));
    }

    private static String rate(double rate) {
        return format(rate < 1000 ? "%.1f" : "%,.0f", rate);
    }

    private static double median(List<Turn> turns, ToDoubleFunction<Turn> figure) {
        return Result.medianOf(figures(turns, figure));
    }

    private static String format(String pattern, double value) {
        return String.format(Locale.ROOT, pattern, value);
    }
}
