package org.gateway4j.testkit.backends;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * The real applications that integration tests run against. A test whose application is not installed is skipped, and the
 * build's output says so; where the environment sets {@code GATEWAY4J_REQUIRE_BACKENDS=true} it fails instead.
 */
public final class RealBackends {

    private static final boolean REQUIRED = Boolean.parseBoolean(System.getenv("GATEWAY4J_REQUIRE_BACKENDS"));

    /** Where daemons live, which are not on an ordinary user's path. */
    private static final List<String> BEYOND_PATH = List.of("/usr/local/sbin", "/usr/sbin", "/sbin");

    private static final Set<String> REPORTED = ConcurrentHashMap.newKeySet();

    private RealBackends() {}

    /**
     * A program, whose name may carry a version: {@code php-fpm} is also {@code php-fpm8.2}.
     *
     * @return its file, the highest version if there are several
     */
    public static Path program(String name) {
        Pattern versioned = Pattern.compile(Pattern.quote(name) + "[0-9.]*");
        return directories()
                .flatMap(RealBackends::list)
                .filter(file -> versioned.matcher(file.getFileName().toString()).matches())
                .filter(Files::isExecutable)
                .max(Comparator.comparing(file -> file.getFileName().toString()))
                .orElseGet(() -> missing(name + " (on the PATH, in " + String.join(", ", BEYOND_PATH) + ")"));
    }

    /** A file or directory that some package installs. */
    public static Path installed(Path file) {
        return Files.exists(file) ? file : missing(file.toString());
    }

    /** Something that is known to be there or not, such as a library of a language. */
    public static void require(String what, boolean there) {
        if (!there) {
            missing(what);
        }
    }

    private static Path missing(String what) {
        if (REPORTED.add(what)) {
            System.out.println("real backend not found: " + what);
        }
        if (REQUIRED) {
            return Assertions.fail("real backend not found: " + what + ", and GATEWAY4J_REQUIRE_BACKENDS is true");
        }
        return Assumptions.abort("real backend not found: " + what);
    }

    private static Stream<Path> directories() {
        List<String> names = new ArrayList<>(List.of(System.getenv("PATH").split(File.pathSeparator)));
        names.addAll(BEYOND_PATH);
        return names.stream().distinct().map(Path::of).filter(Files::isDirectory);
    }

    private static Stream<Path> list(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList().stream();
        } catch (IOException e) {
            return Stream.of();
        }
    }
}
