package org.gateway4j.script;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.RequestRejectedException.Reason;
import org.gateway4j.internal.cgi.RequestPath;
import org.gateway4j.internal.files.FileNames;
import org.gateway4j.internal.http.Octets;
import org.jspecify.annotations.Nullable;

/**
 * Maps requests to the scripts below a directory. Immutable, apart from what it {@linkplain #rememberFor remembers}
 * of the file system. Each method returns a changed copy. Safe for use by any number of threads.
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
        /** On this machine; the root is resolved. */
        RESOLVED,
        /** On another machine. */
        REMOTE
    }

    private static final Duration DEFAULT_TIME = Duration.ofSeconds(1);

    private final Root root;
    private final String index;
    private final ScriptExtensions extensions;
    private final @Nullable String front;
    private final Files files;
    private final ScriptFiles lookup;
    private final Approvals approvals;

    /** Begins with no approvals: those of other settings are not valid for these. */
    private DocumentRoot(
            Root root,
            String index,
            ScriptExtensions extensions,
            @Nullable String front,
            Files files,
            ScriptFiles lookup,
            Approvals settings) {
        this.root = root;
        this.index = index;
        this.extensions = extensions;
        this.front = front;
        this.files = files;
        this.lookup = lookup;
        this.approvals = settings.below(files == Files.RESOLVED ? null : root);
    }

    static DocumentRoot of(Path path) {
        return of(path, System::nanoTime);
    }

    /** The same by another clock, in nanoseconds. */
    static DocumentRoot of(Path path, LongSupplier clock) {
        ScriptFiles lookup = new ScriptFiles(FileNames.ofThisJvm(), List.of());
        Root root = root(path.toAbsolutePath().normalize(), lookup);
        return new DocumentRoot(
                root,
                "index.php",
                new ScriptExtensions(List.of(".php")),
                null,
                Files.LOCAL,
                lookup,
                new Approvals(DEFAULT_TIME, clock, root));
    }

    private static Root root(Path path, ScriptFiles lookup) {
        return new Root(path, path.getNameCount() == 0 ? "" : lookup.fileNames().octets(path));
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
        return new DocumentRoot(root, Octets.utf8(name), extensions, front, files, lookup, approvals);
    }

    /**
     * The extensions of script names. Default {@code .php}.
     *
     * @param suffixes the extensions, each with its dot
     * @return a changed copy
     * @throws IllegalArgumentException if there is no extension, or an extension does not begin with a dot
     */
    public DocumentRoot extensions(String... suffixes) {
        return new DocumentRoot(root, index, new ScriptExtensions(List.of(suffixes)), front, files, lookup, approvals);
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
        return new DocumentRoot(root, index, extensions, Octets.utf8(scriptName), files, lookup, approvals);
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
     * Resolves symbolic links in the root. {@code DOCUMENT_ROOT} is then the real path of the root, as in nginx's
     * {@code $realpath_root}, and {@code SCRIPT_FILENAME} is that path followed by the script's name. This suits
     * applications that are released by changing a link: PHP's caches know files by these names and would otherwise
     * continue with the old release. The real path is {@linkplain #rememberFor remembered}. Default off.
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
        return new DocumentRoot(root, index, extensions, front, value, lookup, approvals);
    }

    /**
     * How long the result of a look-up is valid, so that few requests wait for the file system. The mapper remembers
     * the scripts that it has found, up to 1,024 names at a time, and with {@link #resolveLinks} the real path of the
     * root. It never remembers a script that is absent, is refused or cannot be looked up. Use does not prolong the
     * time. Default 1 s. With zero, each request looks up its script.
     *
     * <p>A release that changes a link is seen within this time. Until then, with {@code resolveLinks}, requests run
     * the previous release, so it must not be deleted earlier. Without {@code resolveLinks}, {@code SCRIPT_FILENAME}
     * leads through the link, and PHP's own caches decide.
     *
     * <p>During this time, a script stays approved even if it is deleted, or replaced by a link that leads outside the
     * root. For a deleted script PHP-FPM answers 404, and no front controller runs. A user who may write to the root
     * can replace a script after any look-up, remembered or not: only PHP's {@code open_basedir} contains such users.
     *
     * @param time the time, not negative
     * @return a changed copy
     * @throws IllegalArgumentException if it is negative
     */
    public DocumentRoot rememberFor(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("rememberFor " + time + " is negative");
        }
        return new DocumentRoot(root, index, extensions, front, files, lookup, approvals.rememberedFor(time));
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
        return new DocumentRoot(root, index, extensions, front, files, more, approvals);
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
        Period period = approvals.now();
        Root at = files == Files.RESOLVED ? realRoot(request, period) : root;
        String text = path.path();
        if (text.endsWith("/") && path.canBeName(text.length()) && isIndex(request, period, at, text + index)) {
            return script(path, text + index, "", at.octets());
        }
        int end = extensions.nameEnd(text, 0);
        while (end >= 0 && path.canBeName(end)) {
            String name = text.substring(0, end);
            if (files == Files.REMOTE || isScript(request, period, at, name)) {
                return script(path, name, text.substring(end), at.octets());
            }
            end = extensions.nameEnd(text, end);
        }
        if (front != null) {
            return script(path, front, "", at.octets());
        }
        throw new RequestRejectedException(Reason.NOT_FOUND, "no script for " + request);
    }

    /** The real path of the root, or the root as it was given if it does not exist: then it has no scripts. */
    private Root realRoot(GatewayRequest request, Period period) throws RequestRejectedException {
        Root known = period.root();
        if (known != null) {
            return known;
        }
        Path real = lookup.realRoot(request, root.path());
        return real == null ? root : period.root(root(real, lookup));
    }

    /** Without look-ups, a front controller is a better guess than an index that may not exist. */
    private boolean isIndex(GatewayRequest request, Period period, Root at, String name)
            throws RequestRejectedException {
        return files == Files.REMOTE ? front == null : isScript(request, period, at, name);
    }

    private boolean isScript(GatewayRequest request, Period period, Root at, String name)
            throws RequestRejectedException {
        if (period.isApproved(at, name)) {
            return true;
        }
        boolean found = lookup.isScript(request, at.path(), name);
        if (found) {
            period.approve(at, name);
        }
        return found;
    }

    /**
     * Whether a file must be looked up for this request.
     *
     * @param request the request
     * @return false after {@link #withoutFileChecks}, if the path alone decides, and if what is needed is {@linkplain #rememberFor
     *     remembered} for at least another millisecond
     */
    @Override
    public boolean mayBlock(GatewayRequest request) {
        if (files == Files.REMOTE) {
            return false;
        }
        try {
            return !isKnown(approvals.lasting(), firstName(RequestPath.of(request)));
        } catch (RequestRejectedException e) {
            return false;
        }
    }

    private boolean isKnown(@Nullable Period period, @Nullable String name) {
        if (name == null && files == Files.LOCAL) {
            return true;
        }
        Root at = period == null ? null : period.root();
        return period != null && at != null && (name == null || period.isApproved(at, name));
    }

    /** The first name that could be that of the script; null if there is none. */
    private @Nullable String firstName(RequestPath path) {
        String text = path.path();
        if (text.endsWith("/") && path.canBeName(text.length())) {
            return text + index;
        }
        int end = extensions.nameEnd(text, 0);
        return end >= 0 && path.canBeName(end) ? text.substring(0, end) : null;
    }

    private static Script script(RequestPath path, String name, String pathInfo, String rootOctets) {
        return new Script(path.prefix() + name, pathInfo, rootOctets + name, rootOctets);
    }
}
