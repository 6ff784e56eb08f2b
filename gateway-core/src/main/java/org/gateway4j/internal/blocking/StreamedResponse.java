package org.gateway4j.internal.blocking;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Handoff;
import org.gateway4j.Headers;
import org.gateway4j.internal.protocol.ResponseHead;
import org.jspecify.annotations.Nullable;

/** The response that a host sees of an {@link BlockingExchange}. */
final class StreamedResponse implements GatewayResponse {

    private final BlockingExchange<?> exchange;
    private final ResponseHead head;
    private final boolean hasBody;
    private final @Nullable Handoff handoff;
    private @Nullable BodyStream stream;

    StreamedResponse(BlockingExchange<?> exchange, ResponseHead head, boolean hasBody, @Nullable Handoff handoff) {
        this.exchange = exchange;
        this.head = head;
        this.hasBody = hasBody;
        this.handoff = handoff;
    }

    @Override
    public int status() {
        return head.status();
    }

    @Override
    public String reason() {
        return head.reason();
    }

    @Override
    public Headers headers() {
        return head.headers();
    }

    @Override
    public long contentLength() {
        return hasBody ? head.contentLength() : 0;
    }

    @Override
    public boolean hasBody() {
        return hasBody;
    }

    @Override
    public long declaredLength() {
        return head.contentLength();
    }

    @Override
    public @Nullable Handoff handoff() {
        return handoff;
    }

    @Override
    public int read(ByteBuffer target) throws GatewayException {
        return exchange.read(target);
    }

    @Override
    public long transferTo(OutputStream out) throws IOException {
        return exchange.transferTo(Objects.requireNonNull(out), true);
    }

    @Override
    public InputStream body() {
        BodyStream made = stream;
        if (made == null) {
            made = new BodyStream();
            stream = made;
        }
        return made;
    }

    @Override
    public long exitStatus() {
        return exchange.exitStatus();
    }

    @Override
    public void close() {
        exchange.close();
    }

    private final class BodyStream extends InputStream {

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, target.length);
            return exchange.read(ByteBuffer.wrap(target, offset, length));
        }

        @Override
        public long transferTo(OutputStream out) throws IOException {
            return exchange.transferTo(Objects.requireNonNull(out), false);
        }

        @Override
        public void close() {
            exchange.close();
        }
    }
}
