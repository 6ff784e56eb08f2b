package org.gateway4j.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A page that says which test shows what, as {@code `Class#method`}; held to the tests that there are. */
public final class ConformancePage {

    /** Tests run in the directory of their module. */
    private static final Path PROJECT = Path.of("..");

    private static final Path CONTRACTS = PROJECT.resolve("testing");
    private static final int DEPTH_OF_SOURCES = 5;

    private static final Pattern NAMED_TEST = Pattern.compile("`(\\w+)#(\\w+)`");

    private final String text;
    private final Set<String> named;

    /** A page below docs. */
    public ConformancePage(String name) throws IOException {
        text = Files.readString(PROJECT.resolve("docs").resolve(name));
        named = NAMED_TEST
                .matcher(text)
                .results()
                .map(found -> found.group(1) + "#" + found.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** All of it. */
    public String text() {
        return text;
    }

    /** The tests that it names. */
    public Set<String> named() {
        return named;
    }

    /** Those that it names and that do not exist. */
    public List<String> missing() throws IOException {
        Map<String, String> sources = sources();
        return named.stream()
                .filter(name -> {
                    String[] parts = name.split("#", 2);
                    return !hasTest(sources.getOrDefault(parts[0], ""), parts[1]);
                })
                .toList();
    }

    /** The tests of these classes that it does not name. */
    public List<String> forgotten(Class<?>... types) {
        return Stream.of(types)
                .flatMap(type -> Stream.of(type.getDeclaredMethods())
                        .filter(ConformancePage::isTest)
                        .map(method -> type.getSimpleName() + "#" + method.getName()))
                .filter(name -> !named.contains(name))
                .distinct()
                .sorted()
                .toList();
    }

    private static boolean isTest(Method method) {
        return Stream.of(method.getAnnotations())
                .anyMatch(annotation ->
                        annotation.annotationType().getSimpleName().endsWith("Test"));
    }

    /** The sources of all tests, by the name of their class. */
    private static Map<String, String> sources() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path root : roots()) {
            try (Stream<Path> below = Files.walk(root)) {
                below.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
            }
        }
        return files.stream()
                .collect(Collectors.toMap(
                        file -> file.getFileName().toString().replace(".java", ""),
                        ConformancePage::read,
                        (one, other) -> one + other));
    }

    /** Where tests lie: those of a contract are no module's own. */
    private static List<Path> roots() throws IOException {
        try (Stream<Path> directories = Files.find(PROJECT, DEPTH_OF_SOURCES, (file, is) -> is.isDirectory())) {
            return directories
                    .filter(directory -> directory.endsWith("src/test/java")
                            || directory.startsWith(CONTRACTS) && directory.endsWith("src/main/java"))
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
}
