package org.gateway4j.cgi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.RequestRejectedException.Reason;
import org.gateway4j.internal.cgi.RequestPath;
import org.gateway4j.internal.files.FileNames;
import org.jspecify.annotations.Nullable;

/**
 * Maps requests to the executables below a directory. Immutable; each method returns a changed copy.
 *
 * <p>The request's path is decoded once and followed through the directories. The first file on the path is the script,
 * and the rest of the path is its path info. A directory is never run. A file that is not executable is refused with
 * 403 and never shown. If there is no file, the request is not found. A path that cannot be looked up is refused with
 * 403 and the reason: this process may not read a directory, or this JVM's locale cannot express the name. The name
 * must be that of the file in every letter, even if the file system ignores case (CVE-2025-46701). A name with an
 * escaped slash, a backslash, a control character or a question mark is refused with 400. Path info may contain all of
 * these except NUL.
 *
 * <p>The script's real path must be below the real path of the directory or of a directory that {@link #allowLinksTo}
 * allows.
 */
public final class ScriptDirectory implements CgiScriptMapper {

    private final FileNames fileNames = FileNames.ofThisJvm();
    private final Path root;
    private final Map<String, List<String>> interpreters;
    private final List<Path> linkTargets;
    private final boolean links;
    private final @Nullable Path documentRoot;

    private ScriptDirectory(
            Path root,
            Map<String, List<String>> interpreters,
            List<Path> linkTargets,
            boolean links,
            @Nullable Path documentRoot) {
        this.root = root;
        this.interpreters = interpreters;
        this.linkTargets = linkTargets;
        this.links = links;
        this.documentRoot = documentRoot;
    }

    static ScriptDirectory of(Path root) {
        return new ScriptDirectory(root.toAbsolutePath().normalize(), Map.of(), List.of(), true, null);
    }

    /**
     * Runs files with an extension by an interpreter instead of executing them. Such files only have to be readable. If
     * several extensions match, the longest counts. Default none: the file's own {@code #!} line counts.
     *
     * @param extension the extension with its dot; upper and lower case differ
     * @param command the absolute path of the interpreter, and its arguments; the script's path is added
     * @return a changed copy
     * @throws IllegalArgumentException if the extension does not begin with a dot or the command is empty, not absolute
     *     or holds a NUL
     */
    public ScriptDirectory interpreter(String extension, String... command) {
        if (!extension.startsWith(".") || extension.length() < 2) {
            throw new IllegalArgumentException("extension \"" + extension + "\" does not begin with a dot");
        }
        CgiScript.checkCommand(List.of(command));
        if (command.length == 0 || !Path.of(command[0]).isAbsolute()) {
            throw new IllegalArgumentException(
                    "interpreter " + List.of(command) + " for " + extension + " is not an absolute path");
        }
        Map<String, List<String>> more = new TreeMap<>(interpreters);
        more.put(extension, List.of(command));
        return new ScriptDirectory(root, more, linkTargets, links, documentRoot);
    }

    /**
     * The directories outside this one to which symbolic links within it may lead. They replace those of an earlier
     * call. Default none.
     *
     * @param directories the directories
     * @return a changed copy
     */
    public ScriptDirectory allowLinksTo(Path... directories) {
        return new ScriptDirectory(root, interpreters, List.of(directories), links, documentRoot);
    }

    /**
     * Whether symbolic links below the directory are followed. Default true: they may lead to any directory in which
     * scripts are allowed. With false, a script that is reached by a link is refused with 403.
     *
     * @param value whether links are followed
     * @return a changed copy
     */
    public ScriptDirectory followLinks(boolean value) {
        return new ScriptDirectory(root, interpreters, linkTargets, value, documentRoot);
    }

    /**
     * The directory to which path info is mapped for {@code PATH_TRANSLATED} (RFC 3875 section 4.1.6), as if the path
     * info were the path of another request. Default none: the variable is left out.
     *
     * @param directory the directory, as scripts see it
     * @return a changed copy
     */
    public ScriptDirectory documentRoot(Path directory) {
        return new ScriptDirectory(
                root,
                interpreters,
                linkTargets,
                links,
                directory.toAbsolutePath().normalize());
    }

    @Override
    public CgiScript map(GatewayRequest request) throws RequestRejectedException {
        RequestPath path = RequestPath.of(request);
        String text = path.path();
        Path at = root;
        for (int start = 1, end; start <= text.length(); start = end + 1) {
            int slash = text.indexOf('/', start);
            end = slash < 0 ? text.length() : slash;
            if (end == start) {
                break;
            }
            if (!path.canBeName(end)) {
                throw new RequestRejectedException(
                        Reason.BAD_REQUEST,
                        "script of " + request + " would have a name with an escaped slash, a backslash, a control"
                                + " character or a question mark");
            }
            at = child(request, at, text.substring(start, end));
            BasicFileAttributes found = attributes(request, at);
            if (found.isRegularFile()) {
                checkReach(request, at);
                return new CgiScript(
                        path.prefix() + text.substring(0, end), text.substring(end), at, interpreter(at), documentRoot);
            }
            if (!found.isDirectory()) {
                throw notFound(request);
            }
        }
        throw new RequestRejectedException(Reason.FORBIDDEN, request + " is for a directory of scripts");
    }

    /** Finds the entry of a directory with exactly this name. */
    private Path child(GatewayRequest request, Path directory, String octets) throws RequestRejectedException {
        try {
            Path child = fileNames.below(directory, octets);
            if (child.getFileName()
                    .equals(child.toRealPath(LinkOption.NOFOLLOW_LINKS).getFileName())) {
                return child;
            }
        } catch (IOException e) {
            throw notLookedUp(request, e, directory, octets);
        }
        throw notFound(request);
    }

    private BasicFileAttributes attributes(GatewayRequest request, Path file) throws RequestRejectedException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class);
        } catch (IOException e) {
            throw notLookedUp(request, e, file, "");
        }
    }

    private RequestRejectedException notLookedUp(GatewayRequest request, IOException e, Path directory, String name) {
        return fileNames.isAbsence(e, directory, name)
                ? notFound(request)
                : new RequestRejectedException(
                        Reason.FORBIDDEN, "script of " + request + " cannot be looked up: " + fileNames.reason(e));
    }

    private static RequestRejectedException notFound(GatewayRequest request) {
        return new RequestRejectedException(Reason.NOT_FOUND, "no script for " + request);
    }

    private void checkReach(GatewayRequest request, Path script) throws RequestRejectedException {
        if (!links && isReachedByLink(script)) {
            throw new RequestRejectedException(
                    Reason.FORBIDDEN, "script of " + request + " is reached by a symbolic link");
        }
        if (!isAllowed(script)) {
            throw new RequestRejectedException(
                    Reason.FORBIDDEN, "script of " + request + " leads outside its directory");
        }
        boolean runnable = interpreter(script).isEmpty() ? Files.isExecutable(script) : Files.isReadable(script);
        if (!runnable) {
            throw new RequestRejectedException(Reason.FORBIDDEN, "script of " + request + " is not executable");
        }
    }

    private boolean isReachedByLink(Path script) {
        for (Path at = script; at != null && !at.equals(root); at = at.getParent()) {
            if (Files.isSymbolicLink(at)) {
                return true;
            }
        }
        return false;
    }

    private boolean isAllowed(Path script) {
        List<Path> roots = new ArrayList<>(linkTargets);
        roots.add(root);
        try {
            Path real = script.toRealPath();
            for (Path directory : roots) {
                if (Files.isDirectory(directory) && real.startsWith(directory.toRealPath())) {
                    return true;
                }
            }
        } catch (IOException e) {
            return false;
        }
        return false;
    }

    private List<String> interpreter(Path script) {
        String name = script.toString();
        return interpreters.entrySet().stream()
                .filter(entry -> name.endsWith(entry.getKey()))
                .max(Comparator.comparingInt(entry -> entry.getKey().length()))
                .map(Map.Entry::getValue)
                .orElse(List.of());
    }
}
