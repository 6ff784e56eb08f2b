package org.gateway4j.cgi.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.gateway4j.internal.protocol.ErrorOutput;

/** The error output of a script. It is read as fast as it comes, so that a script never waits for it. */
final class ErrorPipe {

    private static final int SIZE = 4 * 1024;

    private ErrorPipe() {}

    /** Reads the pipe to its end, on a thread that may block. */
    static void pump(InputStream pipe, ErrorOutput to) {
        byte[] bytes = new byte[SIZE];
        synchronized (pipe) {
            try (pipe) {
                for (int count = pipe.read(bytes); count >= 0; count = pipe.read(bytes)) {
                    to.accept(ByteBuffer.wrap(bytes, 0, count));
                }
            } catch (IOException e) {
                // It was given up from this side.
            }
        }
    }
}
