package org.gateway4j.internal.process;

import java.util.Collection;
import java.util.List;

/**
 * Sends the POSIX signals that stop and resume processes. The JDK cannot send them, but any shell can. If there is no
 * shell, or none can be started, nothing happens. A process that was not stopped may start others unseen, but most do
 * not.
 */
final class JobControl {

    private JobControl() {}

    /** Stops processes. A stopped process does nothing, and in particular starts no other process. */
    static void stop(Collection<ProcessHandle> processes) {
        send("STOP", processes);
    }

    /** Resumes processes. They first handle the signals that were sent to them meanwhile. */
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
