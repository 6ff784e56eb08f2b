package org.gateway4j.supervisor.internal;

import java.nio.file.Path;

/** The names of programs. */
public final class Programs {

    private Programs() {}

    /** A program that the directory of its process has no influence on: a name to be looked for in PATH, or an absolute path. */
    public static Path resolved(Path program) {
        return program.getNameCount() == 1 && !program.isAbsolute() ? program : program.toAbsolutePath();
    }
}
