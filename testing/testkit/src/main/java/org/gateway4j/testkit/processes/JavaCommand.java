package org.gateway4j.testkit.processes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a class with a {@code main} of this class path is run by another JVM of the same version. */
final class JavaCommand {

    private JavaCommand() {}

    static List<String> of(String option, Class<?> program, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                option,
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(arguments);
        return command;
    }
}
