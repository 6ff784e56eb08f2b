package org.gateway4j.examples.beside;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A line of the table of differences that are meant.
 *
 * @param fact what differs
 * @param requests the names of the requests; empty for any
 * @param before the minor version of nginx from which on they are the same
 * @param reason why that is right
 */
record ListedDifference(String fact, Set<String> requests, int before, String reason) {

    private static final String FILE = "nginx-differences.md";
    private static final String ANY = "any";
    private static final String BEFORE = "before 1.";

    /** Those of an nginx of a version 1.x. */
    static List<ListedDifference> of(int minor) throws IOException {
        return all().stream().filter(difference -> minor < difference.before).toList();
    }

    private static List<ListedDifference> all() throws IOException {
        try (InputStream file = Objects.requireNonNull(ListedDifference.class.getResourceAsStream(FILE), FILE)) {
            return new String(file.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("| "))
                    .skip(1)
                    .map(ListedDifference::parse)
                    .toList();
        }
    }

    private static ListedDifference parse(String line) {
        String[] cells = line.strip().split("\\s*\\|\\s*", -1);
        Set<String> requests = cells[2].equals(ANY) ? Set.of() : Set.of(cells[2].split("; ", -1));
        int before = cells[3].equals(ANY) ? Integer.MAX_VALUE : Integer.parseInt(cells[3].substring(BEFORE.length()));
        return new ListedDifference(cells[1], requests, before, cells[4]);
    }

    boolean covers(String request, String name) {
        return fact.equals(name) && (requests.isEmpty() || requests.contains(request));
    }
}
