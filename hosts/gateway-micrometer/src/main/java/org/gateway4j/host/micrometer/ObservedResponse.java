package org.gateway4j.host.micrometer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayResponse;

/** A response whose end stops an observation. */
final class ObservedResponse extends ObservedFacts<GatewayResponse> implements GatewayResponse {

    /** Copies the rest of the body. */
    @FunctionalInterface
    private interface Copying {

        long copy() throws IOException;
    }

    private final InputStream body = new Body();

    ObservedResponse(GatewayResponse response, DispatchObservation observation) {
        super(response, observation);
    }

    @Override
    public int read(ByteBuffer target) throws GatewayException {
        try {
            int count = response.read(target);
            observation.read(count);
            return count;
        } catch (GatewayException e) {
            observation.failed(e);
            throw e;
        }
    }

    @Override
    public long transferTo(OutputStream out) throws IOException {
        return observed(() -> response.transferTo(out));
    }

    private long observed(Copying copying) throws IOException {
        boolean ended = false;
        try {
            long count = copying.copy();
            observation.read(count);
            observation.read(-1);
            ended = true;
            return count;
        } catch (GatewayException e) {
            observation.failed(e);
            throw e;
        } finally {
            if (!ended) {
                // The output has failed, and so the response is closed.
                observation.closed();
            }
        }
    }

    @Override
    public InputStream body() {
        return body;
    }

    @Override
    public void close() {
        response.close();
        observation.closed();
    }

    private final class Body extends InputStream {

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, target.length);
            return ObservedResponse.this.read(ByteBuffer.wrap(target, offset, length));
        }

        @Override
        public long transferTo(OutputStream out) throws IOException {
            return observed(() -> response.body().transferTo(out));
        }

        @Override
        public void close() {
            ObservedResponse.this.close();
        }
    }
}
