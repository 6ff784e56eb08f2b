package org.gateway4j.async;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The body of a response for one subscriber; see {@link AsyncResponse#publisher}. */
final class BodyPublisher implements Flow.Publisher<ByteBuffer> {

    private static final Logger LOG = LoggerFactory.getLogger(BodyPublisher.class);

    /** What a subscriber that came too late holds. */
    private static final Flow.Subscription NO_SUBSCRIPTION = new Flow.Subscription() {
        @Override
        public void request(long count) {}

        @Override
        public void cancel() {}
    };

    private final AsyncResponse response;
    private final int pieceSize;
    private final AtomicBoolean taken = new AtomicBoolean();

    BodyPublisher(AsyncResponse response, int pieceSize) {
        if (pieceSize < 1) {
            throw new IllegalArgumentException("piece size " + pieceSize + " is not positive");
        }
        this.response = response;
        this.pieceSize = pieceSize;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        Objects.requireNonNull(subscriber);
        if (taken.compareAndSet(false, true)) {
            new BodySubscription(response, pieceSize, subscriber).start();
        } else {
            refuse(subscriber);
        }
    }

    private void refuse(Flow.Subscriber<? super ByteBuffer> subscriber) {
        try {
            response.loop().execute(() -> tellRefused(subscriber));
        } catch (RejectedExecutionException e) {
            tellRefused(subscriber);
        }
    }

    private static void tellRefused(Flow.Subscriber<? super ByteBuffer> subscriber) {
        try {
            subscriber.onSubscribe(NO_SUBSCRIPTION);
            subscriber.onError(new IllegalStateException("the body of a response has one subscriber only"));
        } catch (RuntimeException | Error e) {
            LOG.error("a subscriber that was refused failed", e);
        }
    }
}
