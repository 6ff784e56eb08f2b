package org.gateway4j.examples;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The scripts and files that {@link HostContract} asks for. */
public final class Scripts {

    private static final List<String> FILES = List.of(
            "broken.php",
            "echo.php",
            "error.php",
            "events.php",
            "headers.php",
            "large.php",
            "length.php",
            "logo.svg",
            "mirror.php",
            "status.php",
            "wait.php");

    private Scripts() {}

    public static void copyTo(Path folder) throws IOException {
        for (String name : FILES) {
            try (InputStream content =
                    Objects.requireNonNull(Scripts.class.getResourceAsStream("scripts/" + name), name)) {
                Files.copy(content, folder.resolve(name));
            }
        }
    }
}
