package org.gateway4j.host.jdk;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.gateway4j.BackendFailureException;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Handoff;
import org.gateway4j.Headers;
import org.gateway4j.Phase;

/** A response of unknown length that breaks off after five bytes. */
final class CutResponse implements GatewayResponse {

    @Override
    public long transferTo(OutputStream out) throws IOException {
        out.write(new byte[] {'h', 'e', 'l', 'l', 'o'});
        out.flush();
        throw cut();
    }

    private static GatewayException cut() {
        return new BackendFailureException("cut", Phase.BODY, true, "the application has ended early", null);
    }

    @Override
    public int read(ByteBuffer target) throws GatewayException {
        throw cut();
    }

    @Override
    public InputStream body() {
        throw new UnsupportedOperationException("nobody asks");
    }

    @Override
    public void close() {}

    @Override
    public int status() {
        return 200;
    }

    @Override
    public String reason() {
        return "";
    }

    @Override
    public Headers headers() {
        return Headers.empty();
    }

    @Override
    public boolean hasBody() {
        return true;
    }

    @Override
    public long contentLength() {
        return -1;
    }

    @Override
    public long declaredLength() {
        return -1;
    }

    @Override
    public Handoff handoff() {
        return null;
    }

    @Override
    public long exitStatus() {
        return -1;
    }
}
