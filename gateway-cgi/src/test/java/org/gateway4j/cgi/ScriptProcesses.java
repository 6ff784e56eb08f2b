package org.gateway4j.cgi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gateway4j.testkit.Bytes;

/** The processes of the machine, told apart by their environments, which their descendants inherit. */
final class ScriptProcesses {

    private ScriptProcesses() {}

    /** Those that run because of a script below a directory. */
    static List<ProcessHandle> startedFor(Path root) {
        String variable = "SCRIPT_FILENAME=" + root + "/";
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(process -> environment(process).contains(variable))
                    .toList();
        }
    }

    /** The environment that a process was started with; empty of one that has ended, or belongs to another user. */
    private static String environment(ProcessHandle process) {
        try {
            return Bytes.text(Files.readAllBytes(Path.of("/proc/" + process.pid() + "/environ")));
        } catch (IOException e) {
            return "";
        }
    }

    /** The process whose number a script has written to a file, if it still runs. */
    static Optional<ProcessHandle> numberedIn(Path file) throws IOException {
        return ProcessHandle.of(Long.parseLong(Files.readString(file).strip())).filter(ProcessHandle::isAlive);
    }
}
