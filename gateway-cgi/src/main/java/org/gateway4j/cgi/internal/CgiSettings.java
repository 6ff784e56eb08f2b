package org.gateway4j.cgi.internal;

import java.nio.file.Path;
import java.util.Map;
import org.gateway4j.cgi.ExitPolicy;
import org.gateway4j.cgi.ProcessConfig;
import org.jspecify.annotations.Nullable;

/**
 * The settings that all scripts of a gateway share.
 *
 * @param processes the number of processes, and how they end
 * @param environment variables that every script gets; variables of the request replace them
 * @param workingDirectory the directory in which scripts run, or null for the directory of each script
 * @param authorization whether the Authorization header is passed on
 * @param queryAsArguments whether the words of a query without an equals sign become arguments
 * @param serverSoftware the value of {@code SERVER_SOFTWARE}
 * @param accepted decides which exit statuses mark a response as truncated
 */
public record CgiSettings(
        ProcessConfig processes,
        Map<String, String> environment,
        @Nullable Path workingDirectory,
        boolean authorization,
        boolean queryAsArguments,
        String serverSoftware,
        ExitPolicy accepted) {}
