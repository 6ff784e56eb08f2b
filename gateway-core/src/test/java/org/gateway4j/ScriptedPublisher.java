package org.gateway4j;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A publisher that signals what a test says, whether that is right or not, and counts what is asked of it. */
class ScriptedPublisher implements Flow.Publisher<ByteBuffer> {

    private final AtomicLong requested = new AtomicLong();
    private final AtomicInteger cancels = new AtomicInteger();
    private volatile Flow.@Nullable Subscriber<? super ByteBuffer> subscriber;

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> given) {
        subscriber(given);
        giveSubscription();
    }

    void subscriber(Flow.Subscriber<? super ByteBuffer> given) {
        subscriber = given;
    }

    Flow.Subscriber<? super ByteBuffer> subscriber() {
        return Objects.requireNonNull(subscriber);
    }

    boolean isSubscribed() {
        return subscriber != null;
    }

    void giveSubscription() {
        subscriber().onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long count) {
                requested.addAndGet(count);
            }

            @Override
            public void cancel() {
                cancels.incrementAndGet();
            }
        });
    }

    void next(ByteBuffer piece) {
        subscriber().onNext(piece);
    }

    void fail(Throwable cause) {
        subscriber().onError(cause);
    }

    void complete() {
        subscriber().onComplete();
    }

    long requested() {
        return requested.get();
    }

    int cancels() {
        return cancels.get();
    }
}
