package org.gateway4j.cgi.internal;

import java.io.File;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.Map;

/**
 * A process to start.
 *
 * @param command the program and its arguments, not a shell's command line
 * @param environment all variables of the process
 * @param directory its working directory
 * @param input the source of its standard input
 */
record ProcessPlan(List<String> command, Map<String, String> environment, File directory, Redirect input) {

    /** Whether the input comes through a pipe. */
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
