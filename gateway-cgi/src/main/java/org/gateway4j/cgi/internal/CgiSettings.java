package org.gateway4j.cgi.internal;

import java.nio.file.Path;
import java.util.Map;
import org.gateway4j.cgi.ExitPolicy;
import org.gateway4j.cgi.ProcessConfig;
import org.jspecify.annotations.Nullable;

/**
 * What all scripts of a gateway have in common.
 *
 * @param processes how many there may be, and how they end
 * @param environment variables that every script gets; those of the request win over them
 * @param workingDirectory where scripts run, or null for the directory of each
 * @param authorization whether the Authorization header is passed on
 * @param queryAsArguments whether the words of a query without an equals sign become arguments
 * @param serverSoftware the value of {@code SERVER_SOFTWARE}
 * @param accepted which exit statuses leave a response whole
 */
public record CgiSettings(
        ProcessConfig processes,
        Map<String, String> environment,
        @Nullable Path workingDirectory,
        boolean authorization,
        boolean queryAsArguments,
        String serverSoftware,
        ExitPolicy accepted) {}
