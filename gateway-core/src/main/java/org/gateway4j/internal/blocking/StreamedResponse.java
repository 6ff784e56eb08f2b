package org.gateway4j.internal.blocking;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayResponse;
import org.gateway4j.internal.exchange.DecodedResponse;
import org.gateway4j.internal.protocol.ResponseHead;
import org.jspecify.annotations.Nullable;

/** The response that a host sees of an {@link BlockingExchange}. */
final class StreamedResponse extends DecodedResponse implements GatewayResponse {

    private final BlockingExchange<?> exchange;
    private @Nullable BodyStream stream;

    StreamedResponse(BlockingExchange<?> exchange, ResponseHead head) {
        super(exchange, head);
        this.exchange = exchange;
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
