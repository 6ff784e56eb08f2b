package org.gateway4j.fastcgi.internal;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.gateway4j.RequestBody;

/**
 * The body of a Filter request: the request's own body, followed by the file's data. Each part is read in its own way:
 * the whole is ready or can be polled if the part that comes next is.
 */
public final class FilterBody implements RequestBody {

    private final RequestBody body;
    private final RequestBody data;
    private boolean bodyEnded;
    private long bodyRead;
    private long dataRead;

    /** Joins both parts. */
    public FilterBody(RequestBody body, RequestBody data) {
        this.body = body;
        this.data = data;
    }

    @Override
    public long length() {
        return body.length() < 0 || data.length() < 0 ? -1 : body.length() + data.length();
    }

    @Override
    public boolean replayable() {
        return body.replayable() && data.replayable();
    }

    @Override
    public boolean ready() throws IOException {
        return current().ready();
    }

    @Override
    public boolean pollable() {
        return current().pollable();
    }

    /** At the end of the body, the reader must look again at once, because the data are read in their own way. */
    @Override
    public void whenReadable(Runnable wakeUp) {
        RequestBody next = current();
        if (next.pollable()) {
            next.whenReadable(wakeUp);
        } else {
            wakeUp.run();
        }
    }

    private RequestBody current() {
        return isInBody() ? body : data;
    }

    private boolean isInBody() {
        return !bodyEnded && bodyRead != body.length();
    }

    /**
     * Never mixes bytes of both parts: each part counts up to its length, and must reach it. One call never reads both
     * parts, because the data may block where the body does not.
     */
    @Override
    public int read(ByteBuffer target) throws IOException {
        if (isInBody()) {
            int count = readUpTo(body, body.length() < 0 ? Long.MAX_VALUE : body.length() - bodyRead, target);
            if (count >= 0) {
                bodyRead += count;
                return count;
            }
            if (body.length() >= 0) {
                throw new EOFException("request body ended after " + bodyRead + " of " + body.length() + " bytes");
            }
            bodyEnded = true;
            return 0;
        }
        if (dataRead == data.length()) {
            return -1;
        }
        int count = readUpTo(data, data.length() - dataRead, target);
        if (count < 0) {
            throw new EOFException("data to be filtered ended after " + dataRead + " of " + data.length() + " bytes");
        }
        dataRead += count;
        return count;
    }

    private static int readUpTo(RequestBody source, long most, ByteBuffer target) throws IOException {
        int limit = target.limit();
        if (most < target.remaining()) {
            target.limit(target.position() + (int) most);
        }
        try {
            return source.read(target);
        } finally {
            target.limit(limit);
        }
    }

    @Override
    public void rewind() throws IOException {
        body.rewind();
        data.rewind();
        bodyEnded = false;
        bodyRead = 0;
        dataRead = 0;
    }

    @Override
    public void close() throws IOException {
        try (data) {
            body.close();
        }
    }
}
