package org.gateway4j;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A response made here: a status, headers and the bytes of a body. */
final class BodyResponse implements GatewayResponse {

    private static final int PIECE = 16 * 1024;

    private final int status;
    private final Headers headers;
    private final RequestBody content;
    private final InputStream stream = new Content();
    private final AtomicBoolean closed = new AtomicBoolean();

    BodyResponse(int status, Headers headers, RequestBody content) {
        if (status < 200 || status > 999) {
            throw new IllegalArgumentException("status " + status + " is not within 200 to 999");
        }
        if (content.pollable()) {
            throw new IllegalArgumentException("body can be polled; a response waits for its bytes");
        }
        this.status = status;
        this.headers = Objects.requireNonNull(headers, "headers");
        this.content = Objects.requireNonNull(content, "body");
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
        return content.length() != 0;
    }

    @Override
    public long contentLength() {
        return content.length();
    }

    @Override
    public long declaredLength() {
        return content.length();
    }

    @Override
    public @Nullable Handoff handoff() {
        return null;
    }

    @Override
    public int read(ByteBuffer target) throws GatewayException {
        try {
            return target.hasRemaining() ? content.read(target) : 0;
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private static GatewayException broken(IOException e) {
        return new BackendFailureException("host", Phase.BODY, true, "response body: " + e, e);
    }

    @Override
    public long transferTo(OutputStream out) throws IOException {
        byte[] piece = new byte[PIECE];
        ByteBuffer target = ByteBuffer.wrap(piece);
        long written = 0;
        for (int count = read(target); count >= 0; count = read(target.clear())) {
            out.write(piece, 0, count);
            written += count;
            if (!isAtHand()) {
                out.flush();
            }
        }
        return written;
    }

    private boolean isAtHand() throws GatewayException {
        try {
            return content.ready();
        } catch (IOException e) {
            throw broken(e);
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
            return length == 0 ? 0 : BodyResponse.this.read(ByteBuffer.wrap(target, offset, length));
        }

        @Override
        public void close() {
            BodyResponse.this.close();
        }
    }
}
