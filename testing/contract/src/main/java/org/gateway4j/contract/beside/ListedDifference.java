package org.gateway4j.contract.beside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
public record ListedDifference(String fact, Set<String> requests, String where, String reason) {

    private static final Path PAGES = Path.of("docs", "differences");

    private static final String ANY = "any";
    private static final String BEFORE = "before 1.";

    /** Those of a page that are about each server, or about one that is asked for. */
    public static List<ListedDifference> of(String page, Predicate<String> where) throws IOException {
        return all(page).stream()
                .filter(difference -> difference.where.equals(ANY) || where.test(difference.where))
                .toList();
    }

    /** Whether one is about minor versions of a server that include this one. */
    public static Predicate<String> before(int version) {
        return where -> version < Integer.parseInt(where.substring(BEFORE.length()));
    }

    private static List<ListedDifference> all(String page) throws IOException {
        return Files.readString(pages().resolve(page))
                .lines()
                .filter(line -> line.startsWith("| "))
                .skip(1)
                .map(ListedDifference::parse)
                .toList();
    }

    /** Tests run in the directory of their module, which is somewhere below the root. */
    private static Path pages() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(directory.resolve(PAGES))) {
            directory = Objects.requireNonNull(directory.getParent(), () -> "no " + PAGES + " above the module");
        }
        return directory.resolve(PAGES);
    }

    private static ListedDifference parse(String line) {
        String[] cells = line.strip().split("\\s*\\|\\s*", -1);
        Set<String> requests = cells[2].equals(ANY) ? Set.of() : Set.of(cells[2].split("; ", -1));
        return new ListedDifference(cells[1], requests, cells[3], cells[4]);
    }

    public boolean covers(String request, String name) {
        return fact.equals(name) && (requests.isEmpty() || requests.contains(request));
    }
}
