package org.gateway4j.examples.mounts;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.RequestRejectedException.Reason;
import org.gateway4j.examples.files.StaticFiles;
import org.gateway4j.examples.options.Settings;
import org.gateway4j.examples.options.UsageException;
import org.gateway4j.script.DocumentRoot;
import org.gateway4j.script.Script;
import org.gateway4j.script.ScriptMapper;
import org.jspecify.annotations.Nullable;

/**
 * What a mount's paths mean: first a script, then a file, then the front controller if there is one.
 *
 * @param scripts the scripts that paths name
 * @param files the files beside them; null if there are none to be served
 * @param front the script for all other paths; null if there is none
 * @param indexes the names of what a path that ends with a slash may run or show
 */
record Site(
        ScriptMapper scripts,
        @Nullable StaticFiles files,
        @Nullable ScriptMapper front,
        List<String> indexes) implements ScriptMapper {

    private static final String DEFAULT_INDEX = "index.php";
    private static final String EXTENSION_NEEDED = "must have an extension such as .php, by which scripts are known";

    static Site of(Settings settings) throws UsageException {
        return of(settings, settings.take("root"));
    }

    /** The scripts and files of a directory that is known otherwise. */
    static Site of(Settings settings, String root) throws UsageException {
        return of(settings, Optional.of(root));
    }

    private static Site of(Settings settings, Optional<String> root) throws UsageException {
        Optional<String> index = settings.take("index");
        Optional<String> front = settings.take("front");
        List<Path> linkTargets = settings.takeDirectories("also");
        boolean linksResolved = takesLinksResolved(settings);
        boolean remote = settings.takeSwitch("remote", false);
        Optional<String> script = settings.take("script");
        if (script.isPresent()) {
            if (root.isPresent()
                    || index.isPresent()
                    || front.isPresent()
                    || !linkTargets.isEmpty()
                    || linksResolved
                    || remote) {
                throw settings.refuse(
                        "script", script.get(), "goes without root, index, front, also, links and remote");
            }
            return new Site(ScriptMapper.script(settings.path("script", script.get())), null, null, List.of());
        }
        if (root.isEmpty()) {
            throw settings.refuse("root", "", "must be a directory; or set script to the one script for all paths");
        }
        checkNames(settings, index, front);
        if (!remote) {
            Path directory = settings.directory("root", root.get());
            return of(directory, linkTargets, linksResolved, index.orElse(DEFAULT_INDEX), front);
        }
        if (!linkTargets.isEmpty() || linksResolved) {
            throw settings.refuse("remote", "on", "goes without also and links, since no file is looked up");
        }
        return ofRemote(settings.path("root", root.get()), index.orElse(DEFAULT_INDEX), front);
    }

    private static boolean takesLinksResolved(Settings settings) throws UsageException {
        Optional<String> links = settings.take("links");
        if (links.isPresent() && !links.get().matches("keep|resolve")) {
            throw settings.refuse("links", links.get(), "must be keep or resolve");
        }
        return links.filter("resolve"::equals).isPresent();
    }

    private static void checkNames(Settings settings, Optional<String> index, Optional<String> front)
            throws UsageException {
        if (index.isPresent() && !index.get().matches("[^/]+\\.[^/.]+")) {
            throw settings.refuse("index", index.get(), "must be a file name; it " + EXTENSION_NEEDED);
        }
        if (front.isPresent() && !front.get().matches("/.+\\.[^/.]+")) {
            throw settings.refuse(
                    "front", front.get(), "must be a path below root, beginning with a slash; it " + EXTENSION_NEEDED);
        }
    }

    static Site ofScripts(Path root) {
        return of(root, List.of(), false, DEFAULT_INDEX, Optional.empty());
    }

    private static Site of(
            Path root, List<Path> linkTargets, boolean linksResolved, String index, Optional<String> front) {
        DocumentRoot local = scripts(root, index, front).allowLinksTo(linkTargets.toArray(Path[]::new));
        DocumentRoot scripts = linksResolved ? local.resolveLinks() : local;
        return new Site(
                scripts,
                new StaticFiles(root, linkTargets, extensions(index, front)),
                front.map(scripts::frontController).orElse(null),
                List.of(index, StaticFiles.INDEX));
    }

    /** The front controller is one for the mapper there: nobody else can tell whether a path names a script. */
    private static Site ofRemote(Path root, String index, Optional<String> front) {
        DocumentRoot scripts = scripts(root, index, front).withoutFileChecks();
        return new Site(front.map(scripts::frontController).orElse(scripts), null, null, List.of(index));
    }

    private static DocumentRoot scripts(Path root, String index, Optional<String> front) {
        return ScriptMapper.documentRoot(root)
                .index(index)
                .extensions(extensions(index, front).toArray(String[]::new));
    }

    private static List<String> extensions(String index, Optional<String> front) {
        return Stream.concat(Stream.of(".php", extension(index)), front.map(Site::extension).stream())
                .distinct()
                .toList();
    }

    private static String extension(String file) {
        return file.substring(file.lastIndexOf('.')).toLowerCase(Locale.ROOT);
    }

    @Override
    public Script map(GatewayRequest request) throws RequestRejectedException {
        if (files != null && files.isUnslashedRoot(request)) {
            throw new RequestRejectedException(Reason.NOT_FOUND, "the path of a directory lacks the slash at its end");
        }
        try {
            return scripts.map(request);
        } catch (RequestRejectedException e) {
            if (e.reason() != Reason.NOT_FOUND || front == null || isFile(request)) {
                throw e;
            }
            return front.map(request);
        }
    }

    private boolean isFile(GatewayRequest request) {
        return files != null && files.has(request);
    }

    /** These scripts by their gateway, and the files if there are any to be served. */
    Gateway withFiles(Gateway gateway) {
        return files == null ? gateway : new SiteGateway(gateway, files);
    }
}
