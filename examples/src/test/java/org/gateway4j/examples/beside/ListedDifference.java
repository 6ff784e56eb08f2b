package org.gateway4j.examples.beside;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A line of the table of differences that are meant.
 *
 * @param fact what differs
 * @param requests the names of the requests; empty for any
 * @param where which of the servers that it is about, or versions of one; {@code any} for each
 * @param reason why that is right
 */
record ListedDifference(String fact, Set<String> requests, String where, String reason) {

    private static final String ANY = "any";

    /** Those of a file that are about each server, or about one that is asked for. */
    static List<ListedDifference> of(String name, Predicate<String> where) throws IOException {
        return all(name).stream()
                .filter(difference -> difference.where.equals(ANY) || where.test(difference.where))
                .toList();
    }

    private static List<ListedDifference> all(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(ListedDifference.class.getResourceAsStream(name), name)) {
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
        return new ListedDifference(cells[1], requests, cells[3], cells[4]);
    }

    boolean covers(String request, String name) {
        return fact.equals(name) && (requests.isEmpty() || requests.contains(request));
    }
}
