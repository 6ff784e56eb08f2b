package org.gateway4j.supervisor.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be started.
 *
 * @param command the program and its arguments, not a shell's command line
 * @param variables its whole environment
 * @param files to be written into the directory of its {@link Place} first: names and contents
 * @param directory its working directory, or null for that of its {@link Place}
 */
public record ProcessPlan(
        List<String> command,
        Variables variables,
        Map<String, String> files,
        @Nullable Path directory) {}
