package org.gateway4j.supervisor.internal;

import java.util.Map;

/** Says how a process ended, from the status that a shell gives it. */
final class ExitText {

    private static final int SIGNALS = 128;

    private static final Map<Integer, String> NAMES = Map.of(
            1, "HUP", 2, "INT", 3, "QUIT", 4, "ILL", 6, "ABRT", 7, "BUS", 8, "FPE", 9, "KILL", 11, "SEGV", 15, "TERM");

    private ExitText() {}

    static String of(int status) {
        int signal = status - SIGNALS;
        if (signal <= 0) {
            return "ended with status " + status;
        }
        String name = NAMES.get(signal);
        return "was ended by signal " + signal + (name == null ? "" : " (" + name + ")");
    }
}
