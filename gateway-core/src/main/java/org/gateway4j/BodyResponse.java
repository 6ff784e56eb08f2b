package org.gateway4j;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A response that the host makes: a status, headers and the bytes of a body. The body must have the length that it
 * declares.
 */
final class BodyResponse implements GatewayResponse {

    private static final int PIECE = 16 * 1024;

    private final int status;
    private final Headers headers;
    private final RequestBody content;
    private final @Nullable ByteBuffer memory;
    private final boolean hasBody;
    private final InputStream stream = new Content();
    private final AtomicBoolean closed = new AtomicBoolean();
    private long delivered;

    BodyResponse(int status, Headers headers, RequestBody content) {
        if (status < 200 || status > 999) {
            throw new IllegalArgumentException("status " + status + " is not within 200 to 999");
        }
        if (content.pollable()) {
            throw new IllegalArgumentException("body can be polled; a response waits for its bytes");
        }
        this.status = status;
        this.headers = Objects.requireNonNull(headers, "headers");
        this.content = content;
        ByteBuffer whole = content.inMemory();
        this.memory = whole == null ? null : whole.duplicate();
        this.hasBody = content.length() != 0 && status != 204 && status != 205 && status != 304;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String reason() {
        return "";
    }

    @Override
    public Headers headers() {
        return headers;
    }

    @Override
    public boolean hasBody() {
        return hasBody;
    }

    @Override
    public long contentLength() {
        return hasBody ? content.length() : 0;
    }

    @Override
    public long declaredLength() {
        if (hasBody) {
            return content.length();
        }
        return headers.contains("Content-Length") || status == 205 ? 0 : -1;
    }

    @Override
    public @Nullable Handoff handoff() {
        return null;
    }

    @Override
    public int read(ByteBuffer target) throws GatewayException {
        if (!target.hasRemaining()) {
            return 0;
        }
        if (closed.get()) {
            throw new ExchangeAbortedException("host", Phase.BODY, true, "response was closed before its end", null);
        }
        long left = contentLength() < 0 ? Long.MAX_VALUE : contentLength() - delivered;
        if (left == 0) {
            return -1;
        }
        return counted(readAtMost(left, target));
    }

    private int readAtMost(long most, ByteBuffer target) throws GatewayException {
        int limit = target.limit();
        target.limit(target.position() + (int) Math.min(most, target.remaining()));
        try {
            return readSome(target);
        } catch (IOException e) {
            throw broken("response body: " + e, e);
        } finally {
            target.limit(limit);
        }
    }

    private int readSome(ByteBuffer target) throws IOException {
        if (memory == null) {
            return content.read(target);
        }
        int count = Math.min(memory.remaining(), target.remaining());
        target.put(target.position(), memory, memory.position(), count);
        target.position(target.position() + count);
        memory.position(memory.position() + count);
        return count > 0 ? count : -1;
    }

    private int counted(int count) throws GatewayException {
        if (count >= 0) {
            delivered += count;
        } else if (delivered < contentLength()) {
            throw broken("response body ended after " + delivered + " of " + contentLength() + " bytes", null);
        }
        return count;
    }

    private static GatewayException broken(String message, @Nullable IOException cause) {
        return new BackendFailureException("host", Phase.BODY, true, message, cause);
    }

    @Override
    public long transferTo(OutputStream out) throws IOException {
        byte[] piece = new byte[PIECE];
        ByteBuffer target = ByteBuffer.wrap(piece);
        long before = delivered;
        boolean allTaken = false;
        try {
            for (int count = read(target); count >= 0; count = read(target.clear())) {
                out.write(piece, 0, count);
                if (delivered != contentLength() && memory == null && !content.ready()) {
                    out.flush();
                }
            }
            allTaken = true;
            return delivered - before;
        } catch (GatewayException e) {
            out.flush();
            throw e;
        } finally {
            if (!allTaken) {
                close();
            }
        }
    }

    @Override
    public InputStream body() {
        return stream;
    }

    @Override
    public long exitStatus() {
        return -1;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                content.close();
            } catch (IOException e) {
                // Nothing of the response depends on it.
            }
        }
    }

    private final class Content extends InputStream {

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, target.length);
            return BodyResponse.this.read(ByteBuffer.wrap(target, offset, length));
        }

        @Override
        public void close() {
            BodyResponse.this.close();
        }
    }
}
