package org.gateway4j.examples.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gateway4j.GatewayRequest;
import org.gateway4j.examples.http.Reply;

/** Serves the files below a directory that are no scripts. */
public final class StaticFiles {

    /** The file that a path with a slash at its end means. */
    public static final String INDEX = "index.html";

    /** What a path names. */
    private sealed interface Resource permits File, Directory {}

    private record File(FileContent content) implements Resource {}

    /** A directory whose path lacks the slash at its end. */
    private record Directory() implements Resource {}

    private final Path root;
    private final List<Path> allowed;
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
        this.root = root;
        this.allowed = Stream.concat(Stream.of(root), linkTargets.stream()).toList();
        this.names = new FileNames(scriptExtensions);
    }

    /**
     * Whether a request's path names a file to be served, or, if the request only reads, a directory. What changes something
     * is for no directory, so that a route of an application may have the name of one.
     */
    public boolean has(GatewayRequest request) {
        return find(request)
                .filter(found -> found instanceof File || isRead(request.method()))
                .isPresent();
    }

    /**
     * Answers a request whose path names a file or a directory.
     *
     * @return false if it names neither; nothing was sent then
     */
    public boolean answer(GatewayRequest request, Reply reply) throws IOException {
        Optional<Resource> found = find(request);
        if (found.isEmpty()) {
            return false;
        }
        if (!isRead(request.method())) {
            reply.header("Allow", "GET, HEAD").text(405, "A file can only be read");
        } else if (found.get() instanceof File file) {
            file.content().send(200, request, reply);
        } else {
            redirectToDirectory(request, reply);
        }
        return true;
    }

    /** Sends the client to the same path with a slash at its end, so that relative links work. */
    public static void redirectToDirectory(GatewayRequest request, Reply reply) throws IOException {
        String query = request.query() == null ? "" : "?" + request.query();
        reply.header("Location", request.path() + "/" + query).text(301, "Moved permanently");
    }

    public static boolean isRead(String method) {
        return method.equals("GET") || method.equals("HEAD");
    }

    private Optional<Resource> find(GatewayRequest request) {
        String path = request.path().substring(request.mountPrefix().length());
        return names.decode(path.endsWith("/") ? path + INDEX : path).flatMap(this::resolve);
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
        return Files.isRegularFile(real) && Files.isReadable(real)
                ? Optional.of(new File(new FileContent(real)))
                : Optional.empty();
    }
}
