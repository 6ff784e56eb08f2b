package org.gateway4j.testkit.conformance;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which tests cover the rows of a page. */
final class Coverage {

    private final String page;
    private final Set<CoveringTest> tests;

    Coverage(String page, Set<CoveringTest> tests) {
        this.page = page;
        this.tests = tests;
    }

    /** The tests of a row, in the order of their names. */
    List<CoveringTest> of(Row row) {
        return tests.stream()
                .filter(test -> test.covered().contains(page + "/" + row.id()))
                .toList();
    }

    /** How many tests cover at least one of these rows. */
    long count(Collection<Row> rows) {
        return rows.stream()
                .flatMap(row -> of(row).stream())
                .map(CoveringTest::name)
                .distinct()
                .count();
    }

    /** The tests of a row as a reader finds them: a class whose tests all cover it stands for them. */
    List<String> names(Row row) {
        Map<String, Set<String>> byType = of(row).stream()
                .collect(Collectors.groupingBy(
                        CoveringTest::type,
                        TreeMap::new,
                        Collectors.mapping(CoveringTest::name, Collectors.toCollection(TreeSet::new))));
        return byType.entrySet().stream()
                .flatMap(type ->
                        isWhole(type.getKey(), type.getValue()) ? Stream.of(type.getKey()) : type.getValue().stream())
                .toList();
    }

    private boolean isWhole(String type, Set<String> names) {
        return names.size() > 1
                && tests.stream()
                        .filter(test -> test.type().equals(type))
                        .allMatch(test -> names.contains(test.name()));
    }

    /** Tests of these classes that cover no row. */
    List<String> uncovering(Set<String> types) {
        return tests.stream()
                .filter(test -> types.contains(test.type()))
                .filter(test -> test.covered().stream().noneMatch(covered -> covered.startsWith(page + "/")))
                .map(CoveringTest::name)
                .distinct()
                .toList();
    }

    /** Disabled tests that cover a row. */
    List<String> disabled() {
        return tests.stream()
                .filter(test -> test.disabled() && !test.covered().isEmpty())
                .map(CoveringTest::name)
                .toList();
    }
}
