package org.gateway4j.examples.apps;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A program that prepares something and must succeed. */
final class Command {

    private static final long PATIENCE_SECONDS = 120;

    private Command() {}

    static void run(Path log, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()))
                .start();
        try {
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertEquals("0", ended ? Integer.toString(process.exitValue()) : "running", Files.readString(log));
        } finally {
            process.destroyForcibly();
        }
    }
}
