package org.gateway4j.cgi.internal;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The signals of POSIX that stop processes and let them go on. The JDK cannot send them, but any shell can. Where there is
 * none, nothing happens.
 */
final class JobControl {

    private static final String SHELL = "/bin/sh";
    private static final long PATIENCE_SECONDS = 1;

    private JobControl() {}

    /** Stops processes: they do nothing more, and in particular start no other. */
    static void stop(Collection<ProcessHandle> processes) {
        send("STOP", processes);
    }

    /** Lets them go on, first of all with the signals that they were sent meanwhile. */
    static void resume(Collection<ProcessHandle> processes) {
        send("CONT", processes);
    }

    private static void send(String signal, Collection<ProcessHandle> processes) {
        List<String> command = new ArrayList<>(List.of(SHELL, "-c", "kill -" + signal + " \"$@\"", SHELL));
        processes.stream().filter(ProcessHandle::isAlive).forEach(process -> command.add(Long.toString(process.pid())));
        boolean anyone = command.size() > 4;
        if (anyone && new File(SHELL).canExecute()) {
            run(command);
        }
    }

    private static void run(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD);
        builder.environment().clear();
        try {
            Process shell = builder.start();
            if (!shell.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                shell.destroyForcibly();
            }
        } catch (IOException | OutOfMemoryError e) {
            // The machine has no room for a shell. What is not stopped may start others unseen; most do not.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
