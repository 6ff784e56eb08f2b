package org.gateway4j.script;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.RequestRejectedException.Reason;
import org.gateway4j.internal.cgi.RequestPath;
import org.gateway4j.internal.files.FileNames;
import org.gateway4j.internal.http.Octets;
import org.jspecify.annotations.Nullable;

/**
 * Maps requests to the scripts below a directory. Immutable; each method returns a changed copy.
 *
 * <p>The request's path is decoded once. The script is the part up to the first segment that ends with one of the
 * extensions and is a regular file. The rest is the path info. So {@code /blog.php/2026/11} runs {@code /blog.php}, and
 * {@code /upload.jpg/x.php} runs nothing. A path that ends with a slash means the index script in that directory. Any
 * other path goes to the front controller if there is one, and is not found otherwise. The name of a script never
 * contains an escaped slash, a backslash, a control character or a question mark. Path info, and a path that goes to a
 * front controller, may contain all of these except NUL.
 *
 * <p>A script must exist, and its real path must be below the real path of the root or of a directory that
 * {@link #allowLinksTo} allows. A file is absent only if the system says that it does not exist. If a file cannot be
 * looked up, because this process may not read a directory or this JVM's locale cannot express the name, the request is
 * refused with 403 and the reason, as in Apache httpd. No front controller runs in its place. Extensions are compared
 * without regard to ASCII case: a {@code .PHP} file is a script too, so that no host serves it as text. With
 * {@link #withoutFileChecks}, none of this can be looked up, and PHP-FPM's {@code security.limit_extensions} must stay
 * {@code .php}.
 *
 * <p>{@code SCRIPT_FILENAME} is the root as it was given, followed by the script's name. Symbolic links are not
 * resolved, as in nginx's {@code $document_root}. {@link #resolveLinks} changes that.
 */
public final class DocumentRoot implements ScriptMapper {

    /** Where the files are, and whether symbolic links in the root are resolved. */
    private enum Files {
        /** On this machine; the root is used as it was given. */
        LOCAL,
        /** On this machine; the root is resolved at each request. */
        RESOLVED,
        /** On another machine. */
        REMOTE
    }

    private final Path root;
    private final String rootOctets;
    private final String index;
    private final ScriptExtensions extensions;
    private final @Nullable String front;
    private final Files files;
    private final ScriptFiles lookup;

    private DocumentRoot(
            Path root,
            String index,
            ScriptExtensions extensions,
            @Nullable String front,
            Files files,
            ScriptFiles lookup) {
        this.root = root;
        this.rootOctets = octets(root, lookup);
        this.index = index;
        this.extensions = extensions;
        this.front = front;
        this.files = files;
        this.lookup = lookup;
    }

    static DocumentRoot of(Path root) {
        return new DocumentRoot(
                root.toAbsolutePath().normalize(),
                "index.php",
                new ScriptExtensions(List.of(".php")),
                null,
                Files.LOCAL,
                new ScriptFiles(FileNames.ofThisJvm(), List.of()));
    }

    private static String octets(Path root, ScriptFiles lookup) {
        return root.getNameCount() == 0 ? "" : lookup.fileNames().octets(root);
    }

    /**
     * The script of a path with a slash at its end. Default {@code index.php}.
     *
     * @param name a file name
     * @return a changed copy
     * @throws IllegalArgumentException if it is empty or holds a slash
     */
    public DocumentRoot index(String name) {
        if (name.isEmpty() || name.indexOf('/') >= 0) {
            throw new IllegalArgumentException("index \"" + name + "\" is not a file name");
        }
        return new DocumentRoot(root, Octets.utf8(name), extensions, front, files, lookup);
    }

    /**
     * The extensions of script names. Default {@code .php}.
     *
     * @param suffixes the extensions, each with its dot
     * @return a changed copy
     * @throws IllegalArgumentException if there is no extension, or an extension does not begin with a dot
     */
    public DocumentRoot extensions(String... suffixes) {
        return new DocumentRoot(root, index, new ScriptExtensions(List.of(suffixes)), front, files, lookup);
    }

    /**
     * The front controller of an application: the script for all paths that do not name a script. It reads
     * {@code REQUEST_URI}; its {@code PATH_INFO} is empty. Default none: such paths are not found.
     *
     * @param scriptName its path below the root, such as {@code /index.php}
     * @return a changed copy
     * @throws IllegalArgumentException if it does not begin with a slash
     */
    public DocumentRoot frontController(String scriptName) {
        if (!scriptName.startsWith("/")) {
            throw new IllegalArgumentException("frontController \"" + scriptName + "\" does not begin with a slash");
        }
        return new DocumentRoot(root, index, extensions, Octets.utf8(scriptName), files, lookup);
    }

    /**
     * Looks up no files, for scripts on another machine or in another container. The root is a path there. A
     * {@linkplain #frontController front controller} then gets all paths without a script's extension. It also gets the
     * paths that end with a slash, because an index script cannot be looked up: {@code /admin/index.php} is reached
     * only by its full name. Default off.
     *
     * @return a changed copy
     * @throws IllegalStateException if {@link #resolveLinks} was called
     */
    public DocumentRoot withoutFileChecks() {
        return with(Files.REMOTE);
    }

    /**
     * Resolves symbolic links in the root at each request. {@code DOCUMENT_ROOT} is then the real path of the root, as
     * in nginx's {@code $realpath_root}, and {@code SCRIPT_FILENAME} is that path followed by the script's name. This
     * suits applications that are released by changing a link: PHP's caches know files by these names and would
     * otherwise continue with the old release. It costs a look-up of the root for each request. Default off.
     *
     * @return a changed copy
     * @throws IllegalStateException if {@link #withoutFileChecks} was called
     */
    public DocumentRoot resolveLinks() {
        return with(Files.RESOLVED);
    }

    private DocumentRoot with(Files value) {
        if (files != Files.LOCAL && files != value) {
            throw new IllegalStateException(
                    "withoutFileChecks and resolveLinks: links of another machine cannot be resolved here");
        }
        return new DocumentRoot(root, index, extensions, front, value, lookup);
    }

    /**
     * The directories outside the root to which symbolic links within the root may lead. They replace those of an
     * earlier call. Default none.
     *
     * @param directories the directories
     * @return a changed copy
     */
    public DocumentRoot allowLinksTo(Path... directories) {
        ScriptFiles more = new ScriptFiles(lookup.fileNames(), List.of(directories));
        return new DocumentRoot(root, index, extensions, front, files, more);
    }

    /**
     * The encoding of file names in this JVM, if it cannot express all names of scripts. Requests for scripts with
     * other names are refused. Running the host in a UTF-8 locale cures that.
     *
     * @return the encoding; null if it can express all names, or if no files are looked up
     */
    public @Nullable Charset limitedEncoding() {
        FileNames names = lookup.fileNames();
        return files != Files.REMOTE && names.areLimited() ? names.encoding() : null;
    }

    @Override
    public Script map(GatewayRequest request) throws RequestRejectedException {
        RequestPath path = RequestPath.of(request);
        if (files == Files.RESOLVED) {
            Path real = lookup.realRoot(request, root);
            return map(request, path, real, octets(real, lookup));
        }
        return map(request, path, root, rootOctets);
    }

    private Script map(GatewayRequest request, RequestPath path, Path at, String atOctets)
            throws RequestRejectedException {
        String text = path.path();
        if (text.endsWith("/") && path.canBeName(text.length()) && isIndex(request, at, text + index)) {
            return script(path, text + index, "", atOctets);
        }
        int end = extensions.nameEnd(text, 0);
        while (end >= 0 && path.canBeName(end)) {
            String name = text.substring(0, end);
            if (files == Files.REMOTE || lookup.isScript(request, at, name)) {
                return script(path, name, text.substring(end), atOctets);
            }
            end = extensions.nameEnd(text, end);
        }
        if (front != null) {
            return script(path, front, "", atOctets);
        }
        throw new RequestRejectedException(Reason.NOT_FOUND, "no script for " + request);
    }

    /** Without look-ups, a front controller is a better guess than an index that may not exist. */
    private boolean isIndex(GatewayRequest request, Path at, String name) throws RequestRejectedException {
        return files == Files.REMOTE ? front == null : lookup.isScript(request, at, name);
    }

    private static Script script(RequestPath path, String name, String pathInfo, String rootOctets) {
        return new Script(path.prefix() + name, pathInfo, rootOctets + name, rootOctets);
    }
}
