package org.gateway4j.testkit.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A catalogue and its coverage in Markdown: counts and deviations, then the rows of each section. */
final class ConformancePage {

    private static final String NOTE =
            "<!-- Made of a conformance.txt and the tests with @Covers; CONTRIBUTING.md says how. Do not edit. -->";

    private final Catalogue catalogue;
    private final Coverage coverage;

    ConformancePage(Catalogue catalogue, Coverage coverage) {
        this.catalogue = catalogue;
        this.coverage = coverage;
    }

    String text() {
        List<String> blocks = new ArrayList<>();
        blocks.add(NOTE);
        blocks.add("# " + catalogue.title());
        blocks.add(catalogue.introduction());
        blocks.add(counts());
        blocks.add("## Deviations");
        blocks.add(deviations());
        for (Section section : catalogue.sections()) {
            blocks.add("## " + section.title());
            blocks.add(section.introduction());
            blocks.add(rows(section));
        }
        return blocks.stream().filter(block -> !block.isEmpty()).collect(Collectors.joining("\n\n", "", "\n"));
    }

    private String counts() {
        Stream<String> byStatus = Stream.of(Status.values())
                .map(status -> count(status.toString(), catalogue.rows(status), status.meaning()));
        String all = count("All", catalogue.rows().toList(), "");
        return table("| | Rows | Tests | |", "|---|---:|---:|---|", Stream.concat(byStatus, Stream.of(all)));
    }

    private String count(String what, List<Row> rows, String meaning) {
        return cells(what, "" + rows.size(), "" + coverage.count(rows), meaning);
    }

    private String deviations() {
        List<Row> deviations = catalogue.rows(Status.DEVIATES);
        return deviations.isEmpty()
                ? "None."
                : table(
                        "| Row | Requirement | Gateway4j | Why |",
                        "|---|---|---|---|",
                        deviations.stream()
                                .map(row -> cells(code(row.id()), row.requirement(), row.here(), row.why())));
    }

    private String rows(Section section) {
        return section.hasSources()
                ? table(
                        "| Row | Source | Requirement | Gateway4j | Tests |",
                        "|---|---|---|---|---|",
                        section.rows().stream()
                                .map(row ->
                                        cells(code(row.id()), row.source(), row.requirement(), here(row), tests(row))))
                : table(
                        "| Row | Requirement | Gateway4j | Tests |",
                        "|---|---|---|---|",
                        section.rows().stream()
                                .map(row -> cells(code(row.id()), row.requirement(), here(row), tests(row))));
    }

    private static String here(Row row) {
        return row.here().isEmpty() ? row.status() + "." : row.status() + ". " + row.here();
    }

    private String tests(Row row) {
        return coverage.names(row).stream().map(ConformancePage::code).collect(Collectors.joining(", "));
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    private static String cells(String... cells) {
        return Stream.of(cells)
                .map(cell -> cell.replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |"))
                .replace("|  |", "| |");
    }

    private static String table(String head, String columns, Stream<String> rows) {
        return Stream.concat(Stream.of(head, columns), rows).collect(Collectors.joining("\n"));
    }
}
