package org.gateway4j.supervisor.internal;

import java.util.ArrayDeque;
import java.util.Deque;

/** The last lines of a process's output, for the message of its failure. */
final class Tail {

    private static final int LINES = 64;
    private static final int LONGEST_LINE = 512;

    private final Deque<String> lines = new ArrayDeque<>();

    void add(String line) {
        if (lines.size() == LINES) {
            lines.removeFirst();
        }
        lines.add(line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…");
    }

    /** The last line, or an empty text. */
    String last() {
        return lines.isEmpty() ? "" : "; its last words: " + lines.getLast();
    }

    /** What follows a message that says how the process ended. */
    String quoted() {
        return lines.isEmpty() ? "; it wrote nothing" : "; it wrote:\n" + String.join("\n", lines);
    }
}
