package org.gateway4j.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Handoff;
import org.gateway4j.Headers;
import org.gateway4j.RequestBody;

/** A response that asks for something else in its place. */
final class HandedOff implements GatewayResponse {

    private final GatewayResponse response;
    private final Handoff handoff;
    boolean closed;

    HandedOff(Handoff handoff, int status, String... headers) {
        this.response = GatewayResponse.of(status, Headers.of(headers), RequestBody.none());
        this.handoff = handoff;
    }

    static HandedOff to(String target) {
        return new HandedOff(new Handoff.LocalRedirect(target), 302, "Location", target);
    }

    @Override
    public Handoff handoff() {
        return handoff;
    }

    @Override
    public int status() {
        return response.status();
    }

    @Override
    public String reason() {
        return response.reason();
    }

    @Override
    public Headers headers() {
        return response.headers();
    }

    @Override
    public boolean hasBody() {
        return response.hasBody();
    }

    @Override
    public long contentLength() {
        return response.contentLength();
    }

    @Override
    public long declaredLength() {
        return response.declaredLength();
    }

    @Override
    public long exitStatus() {
        return response.exitStatus();
    }

    @Override
    public int read(ByteBuffer target) throws GatewayException {
        return response.read(target);
    }

    @Override
    public long transferTo(OutputStream out) throws IOException {
        return response.transferTo(out);
    }

    @Override
    public InputStream body() {
        return response.body();
    }

    @Override
    public void close() {
        closed = true;
        response.close();
    }
}
