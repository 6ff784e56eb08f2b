package org.gateway4j.examples.files;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Handoff;
import org.gateway4j.Headers;

/**
 * A file in place of a body. The server sends it: conditional requests and ranges are its business.
 *
 * @param file the real path of a regular file
 */
record FileResponse(Path file) implements GatewayResponse {

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
        return Headers.of("Content-Type", MediaTypes.of(file.toString()));
    }

    @Override
    public Handoff handoff() {
        return new Handoff.SendFile(file);
    }

    @Override
    public boolean hasBody() {
        return true;
    }

    /** That of the file is the server's business as well. */
    @Override
    public long contentLength() {
        return -1;
    }

    @Override
    public long declaredLength() {
        return -1;
    }

    @Override
    public int read(ByteBuffer target) {
        return target.hasRemaining() ? -1 : 0;
    }

    @Override
    public long transferTo(OutputStream out) {
        return 0;
    }

    @Override
    public InputStream body() {
        return InputStream.nullInputStream();
    }

    @Override
    public long exitStatus() {
        return -1;
    }

    @Override
    public void close() {}
}
