package org.gateway4j.testkit.backends;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The programs of this machine. */
public final class Installed {

    /** Where daemons live, which are not on an ordinary user's path. */
    private static final List<String> BEYOND_PATH = List.of("/usr/local/sbin", "/usr/sbin", "/sbin");

    /** Where programs are looked for, in words. */
    static final String PLACES = "on the PATH, in " + String.join(", ", BEYOND_PATH);

    private Installed() {}

    /**
     * A program, whose name may carry a version: {@code php-fpm} is also {@code php-fpm8.2}.
     *
     * @param name the name without a version
     * @return its file, that of the highest version if there are several, or nothing if there is none
     */
    public static Optional<Path> program(String name) {
        Pattern versioned = Pattern.compile(Pattern.quote(name) + "[0-9.]*");
        return directories()
                .flatMap(Installed::list)
                .filter(file -> versioned.matcher(file.getFileName().toString()).matches())
                .filter(Files::isExecutable)
                .max(Comparator.comparing(file -> file.getFileName().toString()));
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
