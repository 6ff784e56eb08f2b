package org.gateway4j.host.jetty;

import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;

/**
 * The idle timeout of a stream of HTTP/2 or newer. It runs only while the client is to send or to read. If it expires while the
 * application is silent, Jetty no longer says that the client is gone, and ends the stream the next time. Safe for use by
 * several threads.
 */
final class StreamTimeout {

    private final HttpStream stream;
    private final long millis;
    private int waits;

    private StreamTimeout(HttpStream stream) {
        this.stream = stream;
        millis = stream.getIdleTimeout();
    }

    /** The timeout of a request's stream. It does not run. */
    static StreamTimeout of(Request request) {
        AtomicReference<HttpStream> found = new AtomicReference<>();
        request.addHttpStreamWrapper(stream -> {
            found.set(stream);
            return stream;
        });
        StreamTimeout timeout = new StreamTimeout(found.get());
        timeout.stream.setIdleTimeout(0);
        return timeout;
    }

    /** The client is to move. */
    synchronized void begin() {
        if (waits++ == 0) {
            stream.setIdleTimeout(millis);
        }
    }

    /** The client has moved. */
    synchronized void end() {
        if (--waits == 0) {
            stream.setIdleTimeout(0);
        }
    }
}
