package org.gateway4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The messages that the page on troubleshooting explains are those of the code, between the ellipses. */
class DocumentedMessagesTest {

    private static final Path ROOT = Path.of("..");
    private static final Path PAGE = ROOT.resolve("docs/guide/troubleshooting.md");

    private static final Pattern EXPLAINED = Pattern.compile("(?m)^\\| `([^`]+)` \\|");
    private static final Pattern IN_THE_TREE = Pattern.compile("├─ \"([^\"]+)\"|└─ \"([^\"]+)\"");

    /** Where a literal goes on in the next one, or on both sides of the word for what a gateway opens. */
    private static final Pattern JOINED = Pattern.compile("\"\\s*\\+\\s*\"");

    private static final Pattern OPENED = Pattern.compile("\"\\s*\\+ medium\\.noun\\(\\)\\s*\\+ \"");

    @Test
    void everyMessageIsOneOfTheCode() throws IOException {
        String page = Files.readString(PAGE);
        String code = OPENED.matcher(JOINED.matcher(sources()).replaceAll("")).replaceAll("connection");

        List<String> messages = new ArrayList<>();
        EXPLAINED.matcher(page).results().map(found -> found.group(1)).forEach(messages::add);
        IN_THE_TREE.matcher(page).results().map(DocumentedMessagesTest::either).forEach(messages::add);
        assertTrue(messages.size() > 30, messages.toString());
        assertEquals(
                List.of(),
                messages.stream()
                        .flatMap(message -> Pattern.compile("…|[()]").splitAsStream(message))
                        .map(String::strip)
                        .filter(fragment -> !code.contains(fragment))
                        .toList());
    }

    private static String either(MatchResult found) {
        return found.group(1) == null ? found.group(2) : found.group(1);
    }

    private static String sources() throws IOException {
        StringBuilder all = new StringBuilder();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                boolean skipped = List.of("target", ".git", "test", "examples", "benchmarks", "testing")
                        .contains(directory.getFileName().toString());
                return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (file.toString().endsWith(".java")) {
                    all.append(Files.readString(file));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return all.toString();
    }
}
