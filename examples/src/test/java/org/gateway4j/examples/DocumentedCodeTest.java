package org.gateway4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages for users show only code that is compiled. Maven runs tests in the folder of their module. */
class DocumentedCodeTest {

    private static final Pattern JAVA_BLOCK = Pattern.compile("(?ms)^```java$(.*?)^```$");

    private static final Path README = Path.of("../README.md");

    private static final Path GUIDE = Path.of("../docs/guide");

    private static final Path EXAMPLES = Path.of("src/test/java/org/gateway4j/examples");

    /** A class for each kind of page. */
    private static final String DOCUMENTED = "Documented*.java";

    @Test
    void everyJavaBlockOfTheReadmeIsCompiledCode() throws IOException {
        assertCompiled(javaBlocks(README));
    }

    @Test
    void everyJavaBlockOfTheGuideIsCompiledCode() throws IOException {
        try (Stream<Path> pages = Files.walk(GUIDE)) {
            List<Path> markdown =
                    pages.filter(page -> page.toString().endsWith(".md")).toList();
            StringBuilder all = new StringBuilder();
            for (Path page : markdown) {
                all.append(Files.readString(page)).append('\n');
            }
            assertCompiled(javaBlocks(all.toString()));
        }
    }

    private static void assertCompiled(List<String> blocks) throws IOException {
        String compiled = normalised(documentedClasses());

        assertFalse(blocks.isEmpty(), "no code is shown");
        assertEquals(
                List.of(),
                blocks.stream()
                        .filter(block -> !compiled.contains(normalised(block)))
                        .toList(),
                "not in " + DOCUMENTED);
    }

    private static String documentedClasses() throws IOException {
        StringBuilder all = new StringBuilder();
        try (DirectoryStream<Path> sources = Files.newDirectoryStream(EXAMPLES, DOCUMENTED)) {
            for (Path source : sources) {
                all.append(Files.readString(source));
            }
        }
        return all.toString();
    }

    private static List<String> javaBlocks(Path page) throws IOException {
        return javaBlocks(Files.readString(page));
    }

    private static List<String> javaBlocks(String markdown) {
        return JAVA_BLOCK
                .matcher(markdown)
                .results()
                .map(MatchResult::group)
                .map(block -> block.substring("```java".length(), block.length() - "```".length()))
                .toList();
    }

    /** The formatter decides where lines break, so white space does not count. */
    private static String normalised(String code) {
        return code.replaceAll("\\s+", "");
    }
}
