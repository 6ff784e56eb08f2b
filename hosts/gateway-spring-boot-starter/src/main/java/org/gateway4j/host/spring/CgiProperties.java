package org.gateway4j.host.spring;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gateway4j.cgi.CgiGateway;
import org.gateway4j.cgi.ExitPolicy;
import org.gateway4j.cgi.ProcessConfig;
import org.gateway4j.cgi.ScriptDirectory;
import org.jspecify.annotations.Nullable;

/**
 * What only CGI has.
 *
 * @param processes the number of processes, and how they end
 * @param interpreters the commands that run files with an extension, by extension
 * @param allowLinksTo the directories outside the target to which symbolic links may lead
 * @param followLinks whether symbolic links are followed
 * @param documentRoot the directory to which path info is mapped for PATH_TRANSLATED
 * @param environment variables that every script gets
 * @param inherit names of this process's variables that every script gets
 * @param workingDirectory the working directory of scripts
 * @param passAuthorization whether the Authorization field is passed on
 * @param passQueryAsArguments whether the words of a query without an equals sign are passed as arguments
 * @param exitPolicy which exit statuses mark a response as truncated
 * @param serverSoftware the value of SERVER_SOFTWARE
 */
record CgiProperties(
        @Nullable ProcessProperties processes,
        @Nullable Map<String, List<String>> interpreters,
        @Nullable List<Path> allowLinksTo,
        @Nullable Boolean followLinks,
        @Nullable Path documentRoot,
        @Nullable Map<String, String> environment,
        @Nullable List<String> inherit,
        @Nullable Path workingDirectory,
        @Nullable Boolean passAuthorization,
        @Nullable Boolean passQueryAsArguments,
        @Nullable ExitPolicy exitPolicy,
        @Nullable String serverSoftware)
        implements Property.Group<CgiGateway.Builder> {

    @Override
    public CgiGateway.Builder change(CgiGateway.Builder given, Property at) {
        ProcessConfig config = at.change(ProcessConfig.defaults())
                .group("processes", processes)
                .result();
        return at.change(given.processes(config))
                .by("environment", environment, (builder, variables) -> {
                    variables.forEach(builder::environment);
                    return builder;
                })
                .by("inherit", inherit, (builder, names) -> builder.inherit(names.toArray(String[]::new)))
                .by("working-directory", workingDirectory, CgiGateway.Builder::workingDirectory)
                .by("pass-authorization", passAuthorization, CgiGateway.Builder::passAuthorization)
                .by("pass-query-as-arguments", passQueryAsArguments, CgiGateway.Builder::passQueryAsArguments)
                .by("exit-policy", exitPolicy, CgiGateway.Builder::exitPolicy)
                .by("server-software", serverSoftware, CgiGateway.Builder::serverSoftware)
                .result();
    }

    /** Changes which scripts of a directory are run, and how. */
    ScriptDirectory change(ScriptDirectory given, Property at) {
        return at.change(given)
                .by("interpreters", interpreters, CgiProperties::addAll)
                .by("allow-links-to", allowLinksTo, (scripts, all) -> scripts.allowLinksTo(all.toArray(Path[]::new)))
                .by("follow-links", followLinks, ScriptDirectory::followLinks)
                .by("document-root", documentRoot, ScriptDirectory::documentRoot)
                .result();
    }

    private static ScriptDirectory addAll(ScriptDirectory given, Map<String, List<String>> interpreters) {
        ScriptDirectory changed = given;
        for (Map.Entry<String, List<String>> each : interpreters.entrySet()) {
            String extension = each.getKey().startsWith(".") ? each.getKey() : "." + each.getKey();
            changed = changed.interpreter(extension, each.getValue().toArray(String[]::new));
        }
        return changed;
    }
}
