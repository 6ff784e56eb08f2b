package org.gateway4j.host.servlet;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.gateway4j.host.BlockingSink;
import org.gateway4j.host.ResponseHead;
import org.jspecify.annotations.Nullable;

/** Writes a response on the thread that the container has given to the request. */
final class BlockingResponseSink implements BlockingSink {

    private final HttpServletResponse response;
    private final @Nullable RequestStream body;

    /** A sink for the response to a request, whose body is null if nothing reads it. */
    BlockingResponseSink(HttpServletResponse response, @Nullable RequestStream body) {
        this.response = response;
        this.body = body;
    }

    @Override
    public void head(ResponseHead head) throws IOException {
        ResponseWriter.write(head, response);
        if (ResponseWriter.isUnframed(head)) {
            flush();
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        response.getOutputStream().write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
        response.flushBuffer();
    }

    /**
     * The container ends the response when the servlet or the filter returns. If a read of the body holds that up, the client gets the
     * end of the response before.
     */
    @Override
    public void end() throws IOException {
        if (body != null && body.end()) {
            response.getOutputStream().close();
        }
    }

    /** A container cuts the response of a servlet that throws. To close the stream would end it as if it were whole. */
    @Override
    public void abort(Throwable cause) throws IOException {
        throw cause instanceof IOException e ? e : new IOException(cause);
    }
}
