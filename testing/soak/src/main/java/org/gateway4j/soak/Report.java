package org.gateway4j.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a soak has shown, as Markdown. */
final class Report {

    private static final long MIB = 1024 * 1024;
    private static final long HEAP_NOISE = 4 * MIB;

    private static final String HEAD = """
            # Soak

            Does anything hang, mix up, get lost or pile up in the long run? This report was written by

            ```
            mvn -pl testing/soak -am package -DskipTests
            java -Xmx256m -jar testing/soak/target/soak.jar 600 docs/soak.md
            ```

            which loads three gateways at their caps for so many seconds, and exits with 1 unless all was clean. Two
            applications are scripted peers in processes of their own, over TCP and over a Unix domain socket. They truncate,
            reset, stall, answer early, flood standard error, say that they are overloaded, send garbage, or close behind an
            answer, as each request asks them to; so it is known how each request must end. The third is PHP-FPM, where
            installed, whose workers end after 100 requests and which reloads every 15 seconds.

            """;

    private final List<Target> targets;
    private final Tally tally;
    private final List<Sample> samples;
    private final Leaks leaks;
    private final String phpFpm;
    private final List<String> lines = new ArrayList<>();

    /**
     * What was left when all gateways were closed.
     *
     * @param callers threads of hosts that still waited for their answers
     */
    record Leaks(int callers, int threads, int sockets) {

        boolean isNone() {
            return equals(new Leaks(0, 0, 0));
        }
    }

    Report(List<Target> targets, Tally tally, List<Sample> samples, Leaks leaks, String phpFpm) {
        this.targets = targets;
        this.tally = tally;
        this.samples = samples;
        this.leaks = leaks;
        this.phpFpm = phpFpm;
    }

    /** Whether no answer was wrong, nothing leaked and memory stayed flat. */
    boolean isClean() {
        return tally.wrong().isEmpty() && leaks.isNone() && connectionsAtRest() == 0 && heapGrowth() < HEAP_NOISE;
    }

    private int connectionsAtRest() {
        return samples.stream().mapToInt(Sample::connections).sum();
    }

    private Sample first() {
        return samples.get(0);
    }

    private Sample last() {
        return samples.get(samples.size() - 1);
    }

    private long heapGrowth() {
        return last().heap() - first().heap();
    }

    String text() {
        lines.clear();
        lines.addAll(HEAD.lines().toList());
        addSummary();
        addTargets();
        addFailures();
        addSamples();
        addExamples();
        return String.join("\n", lines) + "\n";
    }

    private void add(String line) {
        lines.add(line);
    }

    private void row(Object... cells) {
        add(Stream.of(cells).map(Report::cell).collect(Collectors.joining(" | ", "| ", " |")));
    }

    private static String cell(Object value) {
        return value instanceof Number count ? "%,d".formatted(count.longValue()) : value.toString();
    }

    private static String mebibytes(long bytes) {
        return "%.1f MiB".formatted((double) bytes / MIB);
    }

    private void addSummary() {
        add("| | |");
        add("|---|---|");
        row("verdict", isClean() ? "clean" : "NOT CLEAN");
        row("duration", last().elapsed().toSeconds() + " s");
        row("requests", tally.requests());
        row("wrong, mixed or silently short answers", sum(tally.wrong()));
        row("PHP-FPM", phpFpm);
        row("longest request", tally.longestMillis() + " ms");
        row("callers that hung", leaks.callers());
        row("connections in use when no request ran", connectionsAtRest());
        row("threads left by closed gateways", leaks.threads());
        row("sockets left by closed gateways", leaks.sockets());
        row("heap after collection, first to last sample", mebibytes(heapGrowth()));
        row("machine", machine());
        add("");
    }

    private static String machine() {
        return "%s %s, %d processor(s), heap of at most %d MiB, JDK %s"
                .formatted(
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        Runtime.getRuntime().availableProcessors(),
                        Runtime.getRuntime().maxMemory() / MIB,
                        Runtime.version());
    }

    private static long sum(Map<?, AtomicLong> counts) {
        return counts.values().stream().mapToLong(AtomicLong::get).sum();
    }

    private void addTargets() {
        add("## Applications");
        add("");
        add("| application | whole and right | abandoned by the caller | failed as asked | failed otherwise |");
        add("|---|---:|---:|---:|---:|");
        for (Target target : targets) {
            String name = target.name();
            row(name, tally.whole(name), tally.abandoned(name), failures(name, true), failures(name, false));
        }
        add("");
    }

    private long failures(String target, boolean asked) {
        return tally.failures().entrySet().stream()
                .filter(entry -> entry.getKey().target().equals(target))
                .filter(entry -> entry.getKey().asked() == asked)
                .mapToLong(entry -> entry.getValue().get())
                .sum();
    }

    private void addFailures() {
        add("## Failures");
        add("");
        add("All are `GatewayException`s of the type that the fault calls for, unless they are marked.");
        add("");
        add("| application | type | phase | asked for | count |");
        add("|---|---|---|---|---:|");
        tally.failures().forEach(this::addFailure);
        add("");
    }

    private void addFailure(Tally.Failure failure, AtomicLong count) {
        String asked = failure.asked() ? "yes" : "**no**";
        row(failure.target(), "`" + failure.type() + "`", failure.phase(), asked, count.get());
    }

    private void addSamples() {
        add("## Resources");
        add("");
        add("Each time between two requests of all callers, when nothing is under way.");
        add("");
        add(
                "| after | requests | connections in use | heap after collection | direct buffers | threads of gateways | sockets |");
        add("|---:|---:|---:|---:|---:|---:|---:|");
        for (Sample sample : samples) {
            row(
                    sample.elapsed().toSeconds() + " s",
                    sample.requests(),
                    sample.connections(),
                    mebibytes(sample.heap()),
                    mebibytes(sample.direct()),
                    sample.threads(),
                    sample.sockets());
        }
    }

    private void addExamples() {
        if (tally.examples().isEmpty()) {
            return;
        }
        add("");
        add("## What was not asked for");
        add("");
        tally.examples().forEach(example -> add("- " + example));
    }
}
