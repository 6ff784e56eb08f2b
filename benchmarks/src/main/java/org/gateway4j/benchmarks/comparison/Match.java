package org.gateway4j.benchmarks.comparison;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.gateway4j.benchmarks.client.Client;
import org.gateway4j.benchmarks.client.Contestant;
import org.gateway4j.benchmarks.client.Workload;
import org.gateway4j.benchmarks.responder.ResponderProcess;

/**
 * The turns of two clients in one process, one after the other in each round. So what else the machine does meanwhile
 * touches both.
 */
final class Match {

    private final List<Turn> base = new ArrayList<>();
    private final List<Turn> other = new ArrayList<>();
    private final String names;

    private Match(String names) {
        this.names = names;
    }

    /** Two contestants before the same application. */
    static Match play(Plan plan, Setting setting, Contestant first, Contestant second) throws IOException {
        Workload workload = setting.workload();
        try (ResponderProcess application = ResponderProcess.start(setting.socket(), workload.service());
                Client base = first.open(application.endpoint(), workload, setting.callers());
                Client other = second.open(application.endpoint(), workload, setting.callers())) {
            return play(plan, setting.callers(), base, other, first.label() + " / " + second.label());
        }
    }

    /** Both warmed up, then as many rounds as planned. */
    static Match play(Plan plan, int callers, Client base, Client other, String names) throws IOException {
        Match match = new Match(names);
        try (CallerThreads ones = new CallerThreads(base, callers, Setting.VIRTUAL);
                CallerThreads others = new CallerThreads(other, callers, Setting.VIRTUAL)) {
            warmUp(plan, ones, others);
            for (int i = 0; i < plan.rounds(); i++) {
                match.round(plan, ones, others, i % 2 == 0);
            }
        }
        return match;
    }

    /** Each has the first turn in every other round, so that a machine that becomes slower or faster favours nobody. */
    private void round(Plan plan, CallerThreads ones, CallerThreads others, boolean baseFirst) throws IOException {
        if (baseFirst) {
            base.add(ones.turn(plan.turn()));
        }
        other.add(others.turn(plan.turn()));
        if (!baseFirst) {
            base.add(ones.turn(plan.turn()));
        }
    }

    /** In turns as well: what the compiler assumes of the one is then not undone by the other while it is measured. */
    private static void warmUp(Plan plan, CallerThreads ones, CallerThreads others) throws IOException {
        long end = System.nanoTime() + 2 * plan.warmUp().toNanos();
        do {
            ones.turn(plan.turn());
            others.turn(plan.turn());
        } while (System.nanoTime() < end);
    }

    /** The second's rate over the first's, of each round. */
    double[] rates() {
        return ratios(Turn::rate);
    }

    /** The second's processor time for each call over the first's. */
    double[] cpuRatios() {
        return ratios(Turn::cpuMicros);
    }

    private double[] ratios(ToDoubleFunction<Turn> figure) {
        double[] ratios = new double[base.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = figure.applyAsDouble(other.get(i)) / figure.applyAsDouble(base.get(i));
        }
        return ratios;
    }

    /** How many microseconds of processor time the second takes more than the first. */
    double[] addedCpu() {
        double[] added = new double[base.size()];
        for (int i = 0; i < added.length; i++) {
            added[i] = other.get(i).cpuMicros() - base.get(i).cpuMicros();
        }
        return added;
    }

    /** How many bytes the second allocates for each call. */
    double[] allocated() {
        return figures(other, Turn::bytesPerCall);
    }

    private static double[] figures(List<Turn> turns, ToDoubleFunction<Turn> figure) {
        return turns.stream().mapToDouble(figure).toArray();
    }

    /** The medians of both. */
    String detail() {
        return rateDetail()
                + String.format(
                        Locale.ROOT,
                        ", %.1f / %.1f µs CPU, %,.0f / %,.0f B",
                        median(base, Turn::cpuMicros),
                        median(other, Turn::cpuMicros),
                        median(base, Turn::bytesPerCall),
                        median(other, Turn::bytesPerCall));
    }

    /** The medians of the rates alone, where threads come and go and take their figures along. */
    String rateDetail() {
        return String.format(Locale.ROOT, "%s: %s / %s per s", names, rate(base), rate(other));
    }

    private static String rate(List<Turn> turns) {
        double rate = median(turns, Turn::rate);
        return String.format(Locale.ROOT, rate < 1000 ? "%.1f" : "%,.0f", rate);
    }

    private static double median(List<Turn> turns, ToDoubleFunction<Turn> figure) {
        return Result.medianOf(figures(turns, figure));
    }
}
