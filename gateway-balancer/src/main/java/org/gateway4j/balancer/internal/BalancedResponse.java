package org.gateway4j.balancer.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayResponse;
import org.jspecify.annotations.Nullable;

/** The response of a member, which holds the member's permit until its end. */
final class BalancedResponse extends MemberFacts implements GatewayResponse {

    private final GatewayResponse response;
    private final Held<Gateway> held;
    private @Nullable Body body;

    BalancedResponse(GatewayResponse response, Held<Gateway> held) {
        super(response);
        this.response = response;
        this.held = held;
    }

    @Override
    public int read(ByteBuffer target) throws GatewayException {
        try {
            int count = response.read(target);
            if (count < 0) {
                held.end();
            }
            return count;
        } catch (GatewayException e) {
            held.end(e);
            throw e;
        }
    }

    @Override
    public long transferTo(OutputStream out) throws IOException {
        return transfer(() -> response.transferTo(out));
    }

    @Override
    public InputStream body() {
        Body made = body;
        if (made == null) {
            made = new Body();
            body = made;
        }
        return made;
    }

    @Override
    public void close() {
        response.close();
        held.end();
    }

    private final class Body extends InputStream {

        private final InputStream stream = response.body();

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, target.length);
            return BalancedResponse.this.read(ByteBuffer.wrap(target, offset, length));
        }

        @Override
        public long transferTo(OutputStream out) throws IOException {
            return transfer(() -> stream.transferTo(Objects.requireNonNull(out, "out")));
        }

        @Override
        public void close() {
            BalancedResponse.this.close();
        }
    }

    /** Copies a body. */
    private interface Transfer {
        long run() throws IOException;
    }

    private long transfer(Transfer transfer) throws IOException {
        try {
            long count = transfer.run();
            held.end();
            return count;
        } catch (GatewayException e) {
            held.end(e);
            throw e;
        } catch (IOException | RuntimeException | Error e) {
            held.endNeutral();
            throw e;
        }
    }
}
