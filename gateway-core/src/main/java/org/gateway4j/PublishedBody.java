package org.gateway4j;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.Flow;

/** A body whose pieces a publisher gives, one each time that the body is read and has none. */
final class PublishedBody implements RequestBody {

    private final Flow.Publisher<? extends ByteBuffer> publisher;
    private final long length;
    private final BodySubscriber pieces;

    PublishedBody(Flow.Publisher<? extends ByteBuffer> publisher, long length) {
        this.publisher = Objects.requireNonNull(publisher);
        this.length = RequestBodies.checkLength(length);
        this.pieces = new BodySubscriber(length);
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public boolean pollable() {
        return true;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int count = pieces.take(target);
        if (count != 0) {
            return count;
        }
        pieces.ask(publisher);
        return pieces.take(target);
    }

    @Override
    public void whenReadable(Runnable wakeUp) {
        pieces.whenReadable(wakeUp);
    }

    @Override
    public void close() {
        pieces.close();
    }
}
