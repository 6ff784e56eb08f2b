package org.gateway4j.internal.process;

import java.util.Collection;
import java.util.List;

/**
 * The signals of POSIX that stop processes and let them go on. The JDK cannot send them, but any shell can. Where there is
 * none, or no room for one, nothing happens. A process that was not stopped may start others unseen; most do not.
 */
final class JobControl {

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
        List<String> numbers = processes.stream()
                .filter(ProcessHandle::isAlive)
                .map(process -> Long.toString(process.pid()))
                .toList();
        if (!numbers.isEmpty()) {
            Shell.run("kill -" + signal + " \"$@\"", numbers);
        }
    }
}
