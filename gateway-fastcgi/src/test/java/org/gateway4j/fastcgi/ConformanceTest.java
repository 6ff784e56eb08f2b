package org.gateway4j.fastcgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/conformance.md to what there is. */
class ConformanceTest {

    private static final Path PROJECT = Path.of("..");
    private static final Pattern NAMED_TEST = Pattern.compile("`(\\w+)#(\\w+)`");
    private static final Pattern NAMED_CASES = Pattern.compile("(?m)^\\| (\\d+)(?:–(\\d+))? \\|");
    private static final int CASES = 159;

    private static String page() throws IOException {
        return Files.readString(PROJECT.resolve("docs/conformance.md"));
    }

    private static Set<String> namedTests() throws IOException {
        return NAMED_TEST
                .matcher(page())
                .results()
                .map(found -> found.group(1) + "#" + found.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The sources of all tests, by the name of their class. */
    private static Map<String, String> sources() throws IOException {
        try (Stream<Path> modules = Files.list(PROJECT)) {
            List<Path> roots = modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList();
            List<Path> files = new ArrayList<>();
            for (Path root : roots) {
                try (Stream<Path> below = Files.walk(root)) {
                    below.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
                }
            }
            return files.stream()
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            ConformanceTest::read,
                            (one, other) -> one + other));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Whether a source has a method of that name right below an annotation that makes it a test. */
    private static boolean hasTest(String source, String method) {
        String withoutBlankLine = "(?:(?!\\n\\s*\\n).)*?";
        return Pattern.compile(
                        "(?s)@(?:Test|ParameterizedTest|FuzzTest)\\b" + withoutBlankLine + "\\bvoid " + method + "\\(")
                .matcher(source)
                .find();
    }

    @Test
    void everyNamedTestExists() throws IOException {
        Map<String, String> sources = sources();
        List<String> missing = namedTests().stream()
                .filter(name -> {
                    String[] parts = name.split("#", 2);
                    return !hasTest(sources.getOrDefault(parts[0], ""), parts[1]);
                })
                .toList();
        assertFalse(namedTests().isEmpty());
        assertEquals(List.of(), missing, "named in docs/conformance.md, but there is no such test");
    }

    @Test
    void everyCaseHasItsRow() throws IOException {
        List<Integer> cases = NAMED_CASES
                .matcher(page())
                .results()
                .flatMap(row -> numbers(row).boxed())
                .toList();
        assertEquals(IntStream.rangeClosed(1, CASES).boxed().toList(), cases);
    }

    private static IntStream numbers(MatchResult row) {
        int first = Integer.parseInt(row.group(1));
        return IntStream.rangeClosed(first, row.group(2) == null ? first : Integer.parseInt(row.group(2)));
    }

    @Test
    void everyTestOfAnAdvisoryIsNamed() throws IOException {
        Set<String> named = namedTests();
        List<String> forgotten = Stream.of(AdvisoriesTest.class, AnswerAdvisoriesTest.class, NginxCasesTest.class)
                .flatMap(type -> Stream.of(type.getDeclaredMethods())
                        .filter(ConformanceTest::isTest)
                        .map(method -> type.getSimpleName() + "#" + method.getName()))
                .filter(name -> !named.contains(name))
                .sorted()
                .toList();
        assertEquals(List.of(), forgotten, "not named in docs/conformance.md");
    }

    private static boolean isTest(Method method) {
        return Stream.of(method.getAnnotations())
                .anyMatch(annotation ->
                        annotation.annotationType().getSimpleName().endsWith("Test"));
    }
}
