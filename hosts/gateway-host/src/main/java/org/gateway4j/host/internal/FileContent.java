package org.gateway4j.host.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.gateway4j.BackendFailureException;
import org.gateway4j.Handoff;
import org.gateway4j.Headers;
import org.gateway4j.Phase;
import org.gateway4j.host.ResponseHead;
import org.jspecify.annotations.Nullable;

/**
 * A file that is sent in place of a body. Whatever is wrong with it is the fault of the application, which has named it.
 *
 * @param file where it is
 * @param size its length
 * @param modified when it was changed last
 */
record FileContent(Path file, long size, Instant modified) {

    private static final int PIECE = 32 * 1024;

    /** Looks at a file. */
    static FileContent of(Handoff.SendFile handoff) throws BackendFailureException {
        Path file = handoff.file();
        try {
            return new FileContent(
                    file, Files.size(file), Files.getLastModifiedTime(file).toInstant());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    InputStream open() throws BackendFailureException {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    FileChannel openChannel() throws BackendFailureException {
        try {
            return FileChannel.open(file);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The application's head, with the length and the date of the file. */
    ResponseHead head(ResponseHead given, boolean headOnly) {
        Headers headers = given.headers().contains("Last-Modified")
                ? given.headers()
                : given.headers().toBuilder()
                        .add("Last-Modified", HttpDate.of(modified))
                        .build();
        int status = given.status();
        boolean bodiless = status == 204 || status == 205 || status == 304;
        return new ResponseHead(
                status, given.reason(), headers, bodiless ? given.length() : size, size > 0 && !bodiless && !headOnly);
    }

    /** Copies the file as long as it was when it was looked at. */
    void copy(InputStream from, OutputStream to) throws IOException {
        byte[] piece = new byte[PIECE];
        long left = size;
        while (left > 0) {
            int count = from.read(piece, 0, (int) Math.min(piece.length, left));
            if (count < 0) {
                throw shortened(left);
            }
            to.write(piece, 0, count);
            left -= count;
        }
    }

    static BackendFailureException shortened(long left) {
        return failure("has become " + left + " bytes shorter", null);
    }

    private static BackendFailureException unreadable(IOException cause) {
        return failure("cannot be read: " + cause, cause);
    }

    private static BackendFailureException failure(String what, @Nullable IOException cause) {
        return new BackendFailureException("host", Phase.BODY, true, "the file to send " + what, cause);
    }
}
