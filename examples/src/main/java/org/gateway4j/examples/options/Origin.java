package org.gateway4j.examples.options;

import java.nio.file.Path;

/**
 * Where an option stands, as messages tell.
 *
 * @param place what stands before the name; empty on the command line
 * @param dashes what its name begins with
 */
record Origin(String place, String dashes) {

    static final Origin COMMAND_LINE = new Origin("", "--");

    /** A line of a file, counted from 1. */
    static Origin line(Path file, int line) {
        return new Origin(file + " line " + line + ": ", "");
    }

    /** An option, as messages name it. */
    String label(String name) {
        return place + dashes + name;
    }

    /** An error: there is no such option. */
    UsageException unknown(String name, String allowed) {
        return new UsageException(place + "option", dashes + name, allowed);
    }
}
