package org.gateway4j.benchmarks.comparison;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gateway4j.benchmarks.host.HttpServer;
import org.gateway4j.benchmarks.load.Load;
import org.gateway4j.benchmarks.load.LoadProcess;

/** The turns of some servers under the same load, one after the other in each round. */
final class HostMatch {

    private final List<List<Round>> rounds;

    private HostMatch(List<List<Round>> rounds) {
        this.rounds = rounds;
    }

    /**
     * One server's turn.
     *
     * @param load what came of it
     * @param cpuNanos the processor time of the server's process
     */
    private record Round(Load load, long cpuNanos) {

        double cpuMicros() {
            return cpuNanos / 1e3 / Math.max(1, load.answers());
        }
    }

    static HostMatch play(Plan plan, LoadProcess load, String path, int connections, HttpServer... servers)
            throws IOException {
        List<List<Round>> rounds = new ArrayList<>();
        for (HttpServer server : servers) {
            load.run(server.port(), path, connections, plan.warmUp().toMillis());
            rounds.add(new ArrayList<>());
        }
        for (int i = 0; i < plan.rounds(); i++) {
            for (int s = 0; s < servers.length; s++) {
                rounds.get(s).add(turn(plan, load, path, connections, servers[s]));
            }
        }
        return new HostMatch(rounds);
    }

    private static Round turn(Plan plan, LoadProcess load, String path, int connections, HttpServer server)
            throws IOException {
        long before = ProcessorTime.ofTree(server.handle());
        Load done = load.run(server.port(), path, connections, plan.turn().toMillis());
        return new Round(done, ProcessorTime.ofTree(server.handle()) - before);
    }

    /** The rate of one over another's, of each round. */
    double[] rates(int base, int other) {
        double[] ratios = new double[rounds.get(base).size()];
        for (int i = 0; i < ratios.length; i++) {
            double rate = rounds.get(base).get(i).load().rate();
            ratios[i] = rate == 0
                    ? Double.POSITIVE_INFINITY
                    : rounds.get(other).get(i).load().rate() / rate;
        }
        return ratios;
    }

    /** Microseconds of processor time that one takes for each answer. */
    double[] cpu(int server) {
        return rounds.get(server).stream().mapToDouble(Round::cpuMicros).toArray();
    }

    /** How many more than the first. */
    double[] addedCpu(int server) {
        double[] base = cpu(0);
        double[] added = cpu(server);
        for (int i = 0; i < added.length; i++) {
            added[i] -= base[i];
        }
        return added;
    }

    String detail(String names) {
        return names + ": "
                + all(server -> String.format(
                        Locale.ROOT,
                        "%,.0f",
                        Result.medianOf(rounds.get(server).stream()
                                .mapToDouble(round -> round.load().rate())
                                .toArray())))
                + " per s, "
                + all(server -> String.format(Locale.ROOT, "%.1f", Result.medianOf(cpu(server))))
                + " µs CPU" + errors();
    }

    /** How much processor time one adds to the first. */
    String cpuDetail(int server) {
        return String.format(Locale.ROOT, "the proxy adds %.1f µs CPU", Result.medianOf(addedCpu(server)));
    }

    private String errors() {
        long sum = rounds.stream()
                .flatMap(List::stream)
                .mapToLong(round -> round.load().errors())
                .sum();
        return sum == 0
                ? ""
                : "; errors: "
                        + all(server -> Long.toString(rounds.get(server).stream()
                                .mapToLong(round -> round.load().errors())
                                .sum()));
    }

    private String all(IntFunction<String> figure) {
        return IntStream.range(0, rounds.size()).mapToObj(figure).collect(Collectors.joining(" / "));
    }
}
