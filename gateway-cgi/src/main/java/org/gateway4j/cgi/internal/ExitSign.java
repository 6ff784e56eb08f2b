package org.gateway4j.cgi.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether a process that still counts as alive is about to exit. The kernel closes the files of one that exits, or is killed,
 * before its parent learns of it; so the end of its output alone does not tell whether it goes on.
 */
enum ExitSign {
    /** It has closed its output itself and works on. */
    GOES_ON,
    /** Its exit has begun. */
    EXITS,
    /** This system does not tell. */
    UNKNOWN;

    /** Of the fields after the name: those are numbered from 3 in proc(5). */
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

    /** The name of a program, in parentheses, may contain anything. */
    static ExitSign parse(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        boolean dead = "ZX".contains(fields[STATE]);
        return dead || (Long.parseLong(fields[FLAGS]) & EXITING) != 0 ? EXITS : GOES_ON;
    }
}
