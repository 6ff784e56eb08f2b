package org.gateway4j.contract.async;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.gateway4j.RequestBody;

/** A pollable body of a client that breaks off where another body ends. */
record FailingBody(RequestBody body) implements RequestBody {

    @Override
    public long length() {
        return body.length();
    }

    @Override
    public boolean pollable() {
        return true;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int count = body.read(target);
        if (count < 0) {
            throw new IOException("client is gone");
        }
        return count;
    }

    @Override
    public void whenReadable(Runnable wakeUp) {
        body.whenReadable(wakeUp);
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
