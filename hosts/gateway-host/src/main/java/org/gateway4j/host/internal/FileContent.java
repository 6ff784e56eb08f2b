package org.gateway4j.host.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.gateway4j.BackendFailureException;
import org.gateway4j.Headers;
import org.gateway4j.Phase;
import org.gateway4j.host.ResponseHead;

/**
 * A file that is sent in place of a body.
 *
 * @param size its length
 * @param modified when it was changed last
 */
record FileContent(long size, Instant modified) {

    private static final int PIECE = 32 * 1024;

    /**
     * Looks at a file.
     *
     * @throws BackendFailureException if it cannot be read: the application has named it
     */
    static FileContent of(Path file) throws BackendFailureException {
        try {
            return new FileContent(
                    Files.size(file), Files.getLastModifiedTime(file).toInstant());
        } catch (IOException e) {
            throw new BackendFailureException("host", Phase.BODY, true, "the file to send cannot be read: " + e, e);
        }
    }

    /** The application's head, with the length and the date of the file. */
    ResponseHead head(ResponseHead given, boolean headOnly) {
        Headers headers = given.headers().contains("Last-Modified")
                ? given.headers()
                : given.headers().toBuilder()
                        .add("Last-Modified", HttpDate.of(modified))
                        .build();
        boolean hasBody = !headOnly && size > 0 && given.status() != 204 && given.status() != 304;
        return new ResponseHead(given.status(), given.reason(), headers, size, hasBody);
    }

    /** Copies the file as long as it was when it was looked at. */
    void copy(InputStream from, OutputStream to) throws IOException {
        byte[] piece = new byte[PIECE];
        long left = size;
        while (left > 0) {
            int count = from.read(piece, 0, (int) Math.min(piece.length, left));
            if (count < 0) {
                throw new BackendFailureException(
                        "host", Phase.BODY, true, "the file to send has become " + left + " bytes shorter", null);
            }
            to.write(piece, 0, count);
            left -= count;
        }
    }
}
