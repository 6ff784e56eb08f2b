package org.gateway4j.host.spring;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.gateway4j.script.DocumentRoot;
import org.jspecify.annotations.Nullable;

/**
 * How the paths of requests become scripts below the root of a FastCGI route.
 *
 * @param index the script of a path with a slash at its end
 * @param extensions the extensions of script names, each with its dot
 * @param frontController the script for all paths that do not name a script, such as /index.php
 * @param fileChecks whether scripts are looked up; false for scripts on another machine
 * @param resolveLinks whether symbolic links in the root are resolved
 * @param rememberFor how long the result of a look-up is valid
 * @param allowLinksTo the directories outside the root to which symbolic links may lead
 */
record DocumentRootProperties(
        @Nullable String index,
        @Nullable List<String> extensions,
        @Nullable String frontController,
        @Nullable Boolean fileChecks,
        @Nullable Boolean resolveLinks,
        @Nullable Duration rememberFor,
        @Nullable List<Path> allowLinksTo)
        implements Property.Group<DocumentRoot> {

    @Override
    public DocumentRoot change(DocumentRoot given, Property at) {
        Boolean unchecked = fileChecks == null ? null : !fileChecks;
        return at.change(given)
                .by("index", index, DocumentRoot::index)
                .by("extensions", extensions, (root, all) -> root.extensions(all.toArray(String[]::new)))
                .by("front-controller", frontController, DocumentRoot::frontController)
                .on("file-checks", unchecked, DocumentRoot::withoutFileChecks)
                .on("resolve-links", resolveLinks, DocumentRoot::resolveLinks)
                .by("remember-for", rememberFor, DocumentRoot::rememberFor)
                .by("allow-links-to", allowLinksTo, (root, all) -> root.allowLinksTo(all.toArray(Path[]::new)))
                .result();
    }
}
