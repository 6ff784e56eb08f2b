package org.gateway4j.examples.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Headers;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.RequestRejectedException.Reason;
import org.gateway4j.examples.local.LocalGateway;

/** Serves the files below a directory that are no scripts. */
public final class StaticFiles extends LocalGateway {

    /** The file that a path with a slash at its end means. */
    public static final String INDEX = "index.html";

    /** What a path names. */
    private sealed interface Resource permits File, Directory {}

    private record File(Path path) implements Resource {}

    /** A directory whose path lacks the slash at its end. */
    private record Directory() implements Resource {}

    private final Path root;
    private final List<Path> allowed;
    private final List<String> indexes;
    private final FileNames names;

    /**
     * Files below a directory.
     *
     * @param scriptExtensions what is never served, each with its dot; those of PHP are among them anyway
     */
    public StaticFiles(Path root, List<String> scriptExtensions) {
        this(root, List.of(), scriptExtensions);
    }

    /**
     * Files below a directory, and those that symbolic links within it lead to.
     *
     * @param linkTargets directories outside the root that links may lead to
     * @param scriptExtensions what is never served, each with its dot; those of PHP are among them anyway
     */
    public StaticFiles(Path root, List<Path> linkTargets, List<String> scriptExtensions) {
        this(root, linkTargets, scriptExtensions, List.of(INDEX));
    }

    /**
     * The same, with other index files.
     *
     * @param indexes the files of which a path with a slash at its end means the first that is there
     */
    public StaticFiles(Path root, List<Path> linkTargets, List<String> scriptExtensions, List<String> indexes) {
        this.root = root;
        this.allowed = Stream.concat(Stream.of(root), linkTargets.stream()).toList();
        this.indexes = List.copyOf(indexes);
        this.names = new FileNames(scriptExtensions);
    }

    /**
     * Whether a request's path names a file to be served, or, if the request only reads, a directory. What changes something
     * is for no directory, so that a route of an application may have the name of one.
     */
    public boolean has(GatewayRequest request) {
        return find(request)
                .filter(found -> found instanceof File || isRead(request))
                .isPresent();
    }

    /** Whether a request reads the directory itself, by a path that lacks the slash at its end. */
    public boolean isUnslashedRoot(GatewayRequest request) {
        return isRead(request) && request.path().equals(request.mountPrefix());
    }

    @Override
    protected GatewayResponse answer(GatewayRequest request) throws RequestRejectedException {
        Resource found = find(request)
                .orElseThrow(() -> new RequestRejectedException(Reason.NOT_FOUND, "path names no file to be served"));
        if (!isRead(request)) {
            return readOnly("A file can only be read");
        }
        return found instanceof File file ? new FileResponse(file.path()) : redirectToDirectory(request);
    }

    /** Sends the client to the same path with a slash at its end, so that relative links work. */
    private static GatewayResponse redirectToDirectory(GatewayRequest request) {
        String query = request.query() == null ? "" : "?" + request.query();
        return text(301, Headers.of("Location", request.path() + "/" + query), "Moved permanently");
    }

    private Optional<Resource> find(GatewayRequest request) {
        String path = request.path().substring(request.mountPrefix().length());
        if (path.isEmpty()) {
            return Optional.of(new Directory());
        }
        Stream<String> meant = path.endsWith("/") ? indexes.stream().map(path::concat) : Stream.of(path);
        return meant.flatMap(name -> names.decode(name).flatMap(this::resolve).stream())
                .findFirst();
    }

    private Optional<Resource> resolve(List<String> segments) {
        try {
            Path file = root;
            for (String segment : segments) {
                file = file.resolve(segment);
            }
            Path real = file.toRealPath();
            return isServed(real) ? resource(real) : Optional.empty();
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    private boolean isServed(Path real) throws IOException {
        for (Path directory : allowed) {
            Path realDirectory = directory.toRealPath();
            if (real.startsWith(realDirectory)) {
                return names.isServed(realDirectory.relativize(real));
            }
        }
        return false;
    }

    private static Optional<Resource> resource(Path real) {
        if (Files.isDirectory(real)) {
            return Optional.of(new Directory());
        }
        return Files.isRegularFile(real) && Files.isReadable(real) ? Optional.of(new File(real)) : Optional.empty();
    }
}
