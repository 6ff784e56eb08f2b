package org.gateway4j.examples.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.gateway4j.GatewayRequest;
import org.gateway4j.examples.http.Reply;
import org.jspecify.annotations.Nullable;

/**
 * A file as the body of an answer.
 *
 * @param path a regular file
 */
public record FileContent(Path path) {

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    /** Sends it, or 304 in place of 200 if the client has it already. The reply may have a content type of its own. */
    public void send(int status, GatewayRequest request, Reply reply) throws IOException {
        Instant modified = Files.getLastModifiedTime(path).toInstant().truncatedTo(ChronoUnit.SECONDS);
        reply.header("Last-Modified", HTTP_DATE.format(modified));
        boolean conditional = status == 200 && StaticFiles.isRead(request.method());
        if (conditional && isUnchanged(modified, request.headers().first("If-Modified-Since"))) {
            reply.empty(304);
            return;
        }
        reply.headerIfAbsent("Content-Type", MediaTypes.of(path.toString()));
        try (InputStream content = Files.newInputStream(path)) {
            reply.send(status, content, Files.size(path));
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
