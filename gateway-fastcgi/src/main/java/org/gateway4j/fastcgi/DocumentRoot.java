package org.gateway4j.fastcgi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.RequestRejectedException.Reason;
import org.gateway4j.internal.cgi.Octets;
import org.gateway4j.internal.cgi.RequestPath;
import org.jspecify.annotations.Nullable;

/**
 * Maps requests to the scripts below a directory. Immutable; each method returns a changed copy.
 *
 * <p>The request's path is decoded once. The script is the part up to the first segment that ends with one of the
 * extensions and is a regular file; the rest is the path info, so {@code /blog.php/2026/11} runs {@code /blog.php} and
 * {@code /upload.jpg/x.php} runs nothing. A path that ends with a slash means the index script there. What is left goes
 * to the front controller if there is one, and is not found otherwise.
 *
 * <p>A script must exist, and its real path must be below the real path of the root, or of a directory that was {@linkplain
 * #alsoUnder allowed as well}. Extensions compare without regard to ASCII case only: a {@code .PHP} file is a script too,
 * so that no host serves it as text. With {@link #remote}, none of this can be looked up here, and PHP-FPM's {@code
 * security.limit_extensions} must be left at {@code .php}.
 *
 * <p>{@code SCRIPT_FILENAME} is the root as it was given plus the script's name, symbolic links unresolved, as nginx has
 * it in {@code $document_root}.
 */
public final class DocumentRoot implements ScriptMapper {

    private static final String BACKEND = "fastcgi";

    private final Path root;
    private final String rootOctets;
    private final String index;
    private final List<String> extensions;
    private final @Nullable String front;
    private final boolean remote;
    private final List<Path> alsoUnder;

    private DocumentRoot(
            Path root,
            String index,
            List<String> extensions,
            @Nullable String front,
            boolean remote,
            List<Path> alsoUnder) {
        this.root = root;
        this.rootOctets = Octets.utf8(root.getNameCount() == 0 ? "" : root.toString());
        this.index = index;
        this.extensions = extensions;
        this.front = front;
        this.remote = remote;
        this.alsoUnder = alsoUnder;
    }

    static DocumentRoot of(Path root) {
        return new DocumentRoot(
                root.toAbsolutePath().normalize(), "index.php", List.of(".php"), null, false, List.of());
    }

    /**
     * The script that a path with a slash at its end means. Default {@code index.php}.
     *
     * @param name a file name
     * @return a changed copy
     * @throws IllegalArgumentException if it is empty or holds a slash
     */
    public DocumentRoot index(String name) {
        if (name.isEmpty() || name.indexOf('/') >= 0) {
            throw new IllegalArgumentException("index \"" + name + "\" is not a file name");
        }
        return new DocumentRoot(root, name, extensions, front, remote, alsoUnder);
    }

    /**
     * What names of scripts end with. Default {@code .php}.
     *
     * @param suffixes the extensions, each with its dot
     * @return a changed copy
     * @throws IllegalArgumentException if there is none, or one does not begin with a dot
     */
    public DocumentRoot extensions(String... suffixes) {
        List<String> all = List.of(suffixes);
        if (all.isEmpty() || !all.stream().allMatch(suffix -> suffix.startsWith(".") && suffix.length() > 1)) {
            throw new IllegalArgumentException("extensions " + all + ": at least one, each beginning with a dot");
        }
        return new DocumentRoot(root, index, all, front, remote, alsoUnder);
    }

    /**
     * The script for all paths that are none themselves: the front controller of an application. It reads {@code
     * REQUEST_URI}; its {@code PATH_INFO} is empty. Default none.
     *
     * @param scriptName its path below the root, such as {@code /index.php}
     * @return a changed copy
     * @throws IllegalArgumentException if it does not begin with a slash
     */
    public DocumentRoot front(String scriptName) {
        if (!scriptName.startsWith("/")) {
            throw new IllegalArgumentException("front \"" + scriptName + "\" does not begin with a slash");
        }
        return new DocumentRoot(root, index, extensions, scriptName, remote, alsoUnder);
    }

    /**
     * The files live on another machine or in another container, and the root is a path there: nothing is looked up.
     *
     * @return a changed copy
     */
    public DocumentRoot remote() {
        return new DocumentRoot(root, index, extensions, front, true, alsoUnder);
    }

    /**
     * Directories outside the root that symbolic links within it may lead to. Default none.
     *
     * @param directories the directories
     * @return a changed copy
     */
    public DocumentRoot alsoUnder(Path... directories) {
        return new DocumentRoot(root, index, extensions, front, remote, List.of(directories));
    }

    @Override
    public Script map(GatewayRequest request) throws RequestRejectedException {
        RequestPath path = RequestPath.of(request, BACKEND);
        String text = path.path();
        if (text.endsWith("/") && isScript(path, text + index, text.length())) {
            return script(path, text + index, "");
        }
        for (int end = scriptEnd(text, 0); end >= 0; end = scriptEnd(text, end)) {
            String name = text.substring(0, end);
            if (isScript(path, name, end)) {
                return script(path, name, text.substring(end));
            }
        }
        if (front != null) {
            return script(path, front, "");
        }
        throw new RequestRejectedException(BACKEND, Reason.NOT_FOUND, "no script for path " + Octets.printable(text));
    }

    private Script script(RequestPath path, String name, String pathInfo) {
        return new Script(path.prefix() + name, pathInfo, rootOctets + name, rootOctets);
    }

    /** Where the next segment after an index ends that has one of the extensions, or -1. */
    private int scriptEnd(String path, int from) {
        for (int end = path.indexOf('/', from + 1); from < path.length(); end = path.indexOf('/', end + 1)) {
            int segmentEnd = end < 0 ? path.length() : end;
            if (segmentEnd > from && hasExtension(path, segmentEnd)) {
                return segmentEnd;
            }
            if (end < 0) {
                return -1;
            }
        }
        return -1;
    }

    private boolean hasExtension(String path, int end) {
        for (String extension : extensions) {
            int start = end - extension.length();
            if (start > 0 && path.charAt(start - 1) != '/' && equalsIgnoreAsciiCase(path, start, extension)) {
                return true;
            }
        }
        return false;
    }

    /** ASCII only: folding other characters has let attackers move the place of the split (CVE-2026-27590). */
    private static boolean equalsIgnoreAsciiCase(String path, int start, String extension) {
        for (int i = 0; i < extension.length(); i++) {
            if (lower(path.charAt(start + i)) != lower(extension.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c - 'A' + 'a') : c;
    }

    private boolean isScript(RequestPath path, String name, int end) throws RequestRejectedException {
        if (path.escapedSlash() >= 0 && path.escapedSlash() < end) {
            return false;
        }
        if (remote) {
            return true;
        }
        Path real = realPath(name);
        if (real == null) {
            return false;
        }
        if (!isAllowed(real)) {
            throw new RequestRejectedException(
                    BACKEND, Reason.FORBIDDEN, "script " + Octets.printable(name) + " leads outside the root");
        }
        return true;
    }

    /** The regular file that a script's name leads to, or null if there is none. */
    private @Nullable Path realPath(String name) {
        String decoded = new String(name.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        try {
            Path real = root.resolve(decoded.substring(1)).toRealPath();
            return Files.isRegularFile(real) ? real : null;
        } catch (IOException | InvalidPathException e) {
            return null;
        }
    }

    private boolean isAllowed(Path real) {
        return isBelow(root, real) || alsoUnder.stream().anyMatch(directory -> isBelow(directory, real));
    }

    private static boolean isBelow(Path directory, Path real) {
        try {
            return real.startsWith(directory.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }
}
