package org.gateway4j.testkit.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.gateway4j.testkit.Bytes;

/**
 * A Java program that ran to its end in a locale of its own, which a JVM takes from its environment when it starts.
 *
 * @param output what it wrote to standard output, one octet a character
 * @param errors what it wrote to standard error, where loggers write too
 */
public record LocalizedRun(String output, String errors) {

    /**
     * Runs a program of this class path, and fails unless its exit status is 0.
     *
     * @param locale as of {@code LC_ALL}, such as {@code C.UTF-8}
     * @param program a class with a {@code main}
     * @param arguments of the program
     * @return what it wrote
     * @throws IOException if it cannot be run
     * @throws InterruptedException if this thread is interrupted meanwhile
     */
    public static LocalizedRun in(String locale, Class<?> program, String... arguments)
            throws IOException, InterruptedException {
        Path errors = Files.createTempFile("errors", null);
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(JavaCommand.of("-XX:TieredStopAtLevel=1", program, List.of(arguments)));
            builder.environment().put("LC_ALL", locale);
            Process jvm = builder.redirectError(errors.toFile()).start();
            String output = Bytes.text(jvm.getInputStream().readAllBytes());
            int status = jvm.waitFor();
            LocalizedRun run = new LocalizedRun(output, Bytes.text(Files.readAllBytes(errors)));
            assertEquals(0, status, run::errors);
            return run;
        } finally {
            Files.delete(errors);
        }
    }

    /**
     * {@return how often a text stands in what was written to standard error}
     *
     * @param text any
     */
    public int told(String text) {
        return errors.split(Pattern.quote(text), -1).length - 1;
    }
}
