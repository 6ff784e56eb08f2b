package org.gateway4j.cgi.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether a process that still counts as alive is about to exit. When a process exits or is killed, the kernel closes
 * its files before its parent learns of the exit. So the end of its output alone does not tell whether the process
 * continues.
 */
enum ExitSign {
    /** The process has closed its output itself and continues to work. */
    GOES_ON,
    /** Its exit has begun. */
    EXITS,
    /** This system does not tell. */
    UNKNOWN;

    /** The index among the fields after the name, which proc(5) numbers from 3. */
    private static final int STATE = 0;

    private static final int FLAGS = 6;
    private static final long EXITING = 0x4;

    /** Looks a process up in the process table of Linux. */
    static ExitSign of(long pid) {
        try {
            return parse(Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1));
        } catch (IOException | RuntimeException e) {
            return UNKNOWN;
        }
    }

    /** Parses a line of the process table. The name of a program, in parentheses, may contain any character. */
    static ExitSign parse(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        boolean dead = "ZX".contains(fields[STATE]);
        return dead || (Long.parseLong(fields[FLAGS]) & EXITING) != 0 ? EXITS : GOES_ON;
    }
}
