package org.gateway4j.benchmarks.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Measures the library against the bare socket and its peers and writes the table of targets as Markdown:
 *
 * <pre>
 * java -cp benchmarks/target/benchmarks.jar org.gateway4j.benchmarks.comparison.Comparison FILE
 *     [--minutes N] [--virtual] [--only STUDY,STUDY]
 * </pre>
 *
 * <p>{@code --minutes} is about how long it may take (default 15, which is the least for figures to quote), {@code
 * --virtual} lets virtual threads call where the caller's thread does the work (JDK 21 and newer), {@code --only} chooses
 * some of {@link Study}. What it does is in {@code benchmarks/README.md}.
 */
public final class Comparison {

    private static final int USUAL_MINUTES = 15;

    private final List<Result> results = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    private Comparison() {}

    /** Takes the file to write and the options above. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path file = null;
        int minutes = USUAL_MINUTES;
        boolean virtual = false;
        Set<Study> studies = EnumSet.allOf(Study.class);
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--minutes" -> minutes = Integer.parseInt(arguments[++i]);
                case "--virtual" -> virtual = true;
                case "--only" -> studies = studies(arguments[++i]);
                default -> file = Path.of(arguments[i]);
            }
        }
        if (file == null) {
            throw new IllegalArgumentException("which file is to be written?");
        }
        Comparison comparison = new Comparison();
        String before = Machine.load();
        comparison.measure(studies, Plan.ofMinutes(minutes), virtual);
        Files.writeString(file, comparison.text(before, virtual));
        if (!comparison.failures.isEmpty()) {
            System.exit(1);
        }
    }

    private static Set<Study> studies(String names) {
        Set<Study> chosen = EnumSet.noneOf(Study.class);
        for (String name : names.split(",", -1)) {
            chosen.add(Study.valueOf(name.toUpperCase(Locale.ROOT)));
        }
        return chosen;
    }

    /** A study that fails leaves the others their figures. */
    private void measure(Set<Study> studies, Plan plan, boolean virtual) throws InterruptedException {
        for (Study study : studies) {
            try {
                StudyProcess.run(study, plan, virtual, this::add);
            } catch (IOException e) {
                failures.add(e.getMessage());
            }
        }
    }

    private void add(Result result) {
        System.out.println(result.row());
        results.add(result);
    }

    private String text(String loadBefore, boolean virtual) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("# Comparison");
        lines.add("");
        Machine.facts().forEach(fact -> lines.add("- " + fact));
        lines.add("- Callers: " + (virtual ? "virtual" : "platform") + " threads; round trips "
                + (StudyProcess.canPin() ? "on one core" : "on all cores, which blurs them"));
        lines.add("- Load average before and after: " + loadBefore + ", " + Machine.load());
        lines.add("");
        lines.add("| measure | situation | must | aim | measured (lowest to highest round) | reached | behind it |");
        lines.add("|---|---|---|---|---|---|---|");
        for (Target target : Target.values()) {
            results.stream()
                    .filter(result -> result.target() == target)
                    .map(Result::row)
                    .forEach(lines::add);
        }
        lines.add("");
        failures.forEach(failure -> lines.add("Not measured: " + failure));
        return String.join("\n", lines).stripTrailing() + "\n";
    }
}
