package org.gateway4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Maven runs tests in the folder of their module. */
class DocumentedCodeTest {

    private static final Pattern JAVA_BLOCK = Pattern.compile("(?ms)^```java$(.*?)^```$");

    @Test
    void everyJavaBlockIsCompiledCode() throws IOException {
        String compiled = normalised(Files.readString(
                Path.of("src/test/java", getClass().getPackageName().replace('.', '/'))
                        .resolve("DocumentedCode.java")));
        List<String> blocks = JAVA_BLOCK
                .matcher(Files.readString(Path.of("../README.md")))
                .results()
                .map(MatchResult::group)
                .map(block -> block.substring("```java".length(), block.length() - "```".length()))
                .toList();

        assertFalse(blocks.isEmpty(), "README.md shows no code");
        assertEquals(
                List.of(),
                blocks.stream()
                        .filter(block -> !compiled.contains(normalised(block)))
                        .toList(),
                "not in DocumentedCode.java");
    }

    /** The formatter decides where lines break, so white space does not count. */
    private static String normalised(String code) {
        return code.replaceAll("\\s+", "");
    }
}
