package org.gateway4j.examples.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gateway4j.GatewayRequest;
import org.gateway4j.examples.http.Reply;
import org.jspecify.annotations.Nullable;

/** Serves the files below a directory that are no scripts. */
public final class StaticFiles {

    private static final String INDEX = "index.html";
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    /** What a path names. */
    private sealed interface Resource permits File, Directory {}

    private record File(Path path) implements Resource {}

    /** A directory whose path lacks the slash at its end. */
    private record Directory() implements Resource {}

    private final Path root;
    private final FileNames names;

    /**
     * Files below a directory.
     *
     * @param scriptExtensions what is never served, each with its dot; those of PHP are among them anyway
     */
    public StaticFiles(Path root, List<String> scriptExtensions) {
        this.root = root;
        this.names = new FileNames(scriptExtensions);
    }

    /** Whether a request's path names a file to be served, or a directory. */
    public boolean has(GatewayRequest request) {
        return find(request).isPresent();
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
            send(file.path(), request, reply);
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
            Path realRoot = root.toRealPath();
            Path file = root;
            for (String segment : segments) {
                file = file.resolve(segment);
            }
            Path real = file.toRealPath();
            if (!real.startsWith(realRoot) || !names.isServed(realRoot.relativize(real))) {
                return Optional.empty();
            }
            return resource(real);
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Optional<Resource> resource(Path real) {
        if (Files.isDirectory(real)) {
            return Optional.of(new Directory());
        }
        return Files.isRegularFile(real) && Files.isReadable(real) ? Optional.of(new File(real)) : Optional.empty();
    }

    private static void send(Path file, GatewayRequest request, Reply reply) throws IOException {
        Instant modified = Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.SECONDS);
        reply.header("Last-Modified", HTTP_DATE.format(modified));
        if (isUnchanged(modified, request.headers().first("If-Modified-Since"))) {
            reply.empty(304);
            return;
        }
        reply.header("Content-Type", MediaTypes.of(file.toString()));
        try (InputStream content = Files.newInputStream(file)) {
            reply.send(200, content, Files.size(file));
        }
    }

    private static boolean isUnchanged(Instant modified, @Nullable String since) {
        if (since == null) {
            return false;
        }
        try {
            return !modified.isAfter(Instant.from(HTTP_DATE.parse(since)));
        } catch (DateTimeException e) {
            return false;
        }
    }
}
