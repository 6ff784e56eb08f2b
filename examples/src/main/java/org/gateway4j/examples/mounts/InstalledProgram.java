package org.gateway4j.examples.mounts;

import static java.util.Comparator.comparing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds installed programs: on the PATH, and where Debian keeps daemons. A name may carry a version, as in {@code
 * php-fpm8.2}; the plain name is preferred, then the newest.
 */
public final class InstalledProgram {

    private InstalledProgram() {}

    public static Optional<Path> find(String name) {
        Pattern versioned = Pattern.compile(Pattern.quote(name) + "([0-9.]*)");
        return folders()
                .flatMap(folder -> list(folder, versioned))
                .min(comparing((Path program) -> !isPlain(program, name))
                        .thenComparing(comparing(
                                        (Path program) -> program.getFileName().toString())
                                .reversed()));
    }

    private static boolean isPlain(Path program, String name) {
        return program.endsWith(name);
    }

    private static Stream<Path> folders() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.concat(Stream.of(path.split(File.pathSeparator)), Stream.of("/usr/sbin", "/usr/local/sbin"))
                .filter(folder -> !folder.isEmpty())
                .flatMap(InstalledProgram::folder)
                .filter(Files::isDirectory);
    }

    private static Stream<Path> folder(String name) {
        try {
            return Stream.of(Path.of(name));
        } catch (InvalidPathException e) {
            return Stream.empty();
        }
    }

    private static Stream<Path> list(Path folder, Pattern names) {
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .filter(file -> names.matcher(file.getFileName().toString()).matches() && Files.isExecutable(file))
                    .toList()
                    .stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }
}
