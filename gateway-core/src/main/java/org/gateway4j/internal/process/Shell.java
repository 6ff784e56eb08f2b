package org.gateway4j.internal.process;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs the system's shell, for tasks that the JDK cannot do and every POSIX system can. */
public final class Shell {

    private static final String PROGRAM = "/bin/sh";
    private static final long PATIENCE_SECONDS = 5;

    private Shell() {}

    /**
     * Runs a command of this library. The shell does not interpret the arguments.
     *
     * @return the error, or null if there was none
     */
    public static @Nullable String run(String command, List<String> arguments) {
        if (!new File(PROGRAM).canExecute()) {
            return "there is no " + PROGRAM;
        }
        List<String> all = new ArrayList<>(List.of(PROGRAM, "-c", command, PROGRAM));
        all.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(all)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD);
        builder.environment().clear();
        try {
            return await(builder.start());
        } catch (IOException | OutOfMemoryError e) {
            return "no shell could be started: " + e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private static @Nullable String await(Process shell) throws InterruptedException {
        if (!shell.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            shell.destroyForcibly();
            return "a shell did not end within " + PATIENCE_SECONDS + " s";
        }
        int status = shell.exitValue();
        return status == 0 ? null : "a shell ended with status " + status;
    }
}
