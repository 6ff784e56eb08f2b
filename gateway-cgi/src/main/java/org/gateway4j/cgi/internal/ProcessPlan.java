package org.gateway4j.cgi.internal;

import java.io.File;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.Map;

/**
 * A process to start.
 *
 * @param command the program and its arguments, never a shell's command line
 * @param environment all variables that it gets
 * @param directory where it runs
 * @param input where its standard input comes from
 */
record ProcessPlan(List<String> command, Map<String, String> environment, File directory, Redirect input) {

    /** Whether its input comes through a pipe. */
    boolean hasInputPipe() {
        return input.equals(Redirect.PIPE);
    }

    ProcessBuilder builder() {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory).redirectInput(input);
        Map<String, String> variables = builder.environment();
        variables.clear();
        variables.putAll(environment);
        return builder;
    }
}
