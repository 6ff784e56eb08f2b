package org.gateway4j.async;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.gateway4j.testkit.Await;
import org.jspecify.annotations.Nullable;

/** A subscriber that writes down what it is told, and every breach of the rules of a publisher. */
class Recorder implements Flow.Subscriber<ByteBuffer> {

    private final EventLoop loop;
    private final CountDownLatch subscribed = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicBoolean within = new AtomicBoolean();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong pieces = new AtomicLong();
    private final List<String> breaches = new ArrayList<>();
    private volatile Flow.@Nullable Subscription subscription;
    private volatile @Nullable Throwable failure;

    Recorder(EventLoop loop) {
        this.loop = loop;
    }

    /** What this subscriber does when it gets a piece. */
    void got(ByteBuffer piece, Flow.Subscription from) {}

    Flow.Subscription subscription() throws InterruptedException {
        Await.open(subscribed);
        Flow.Subscription present = subscription;
        if (present == null) {
            throw new AssertionError("no subscription");
        }
        return present;
    }

    /** Waits for the end: null if the body is complete. */
    @Nullable
    Throwable end() throws InterruptedException {
        Await.open(over);
        return failure;
    }

    boolean isOver() {
        return over.getCount() == 0;
    }

    long bytes() {
        return bytes.get();
    }

    long pieces() {
        return pieces.get();
    }

    synchronized List<String> breaches() {
        return List.copyOf(breaches);
    }

    private void signalled(String signal, Runnable action) {
        check(within.compareAndSet(false, true), signal + " within another signal");
        check(loop.inEventLoop(), signal + " off the loop");
        check(!isOver(), signal + " after the end");
        action.run();
        within.set(false);
    }

    private synchronized void check(boolean right, String breach) {
        if (!right) {
            breaches.add(breach);
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        signalled("onSubscribe", () -> {
            check(subscription == null, "a second onSubscribe");
            subscription = given;
            subscribed.countDown();
        });
    }

    @Override
    public void onNext(ByteBuffer piece) {
        signalled("onNext", () -> {
            check(piece.hasRemaining(), "an empty piece");
            for (int i = 0; i < piece.remaining(); i++) {
                check(piece.get(i) == ScriptedResponse.at(bytes.getAndIncrement()), "a byte out of place");
            }
            pieces.incrementAndGet();
            Flow.Subscription from = subscription;
            if (from != null) {
                got(piece, from);
            }
        });
    }

    @Override
    public void onError(Throwable cause) {
        signalled("onError", () -> {
            failure = cause;
            over.countDown();
        });
    }

    @Override
    public void onComplete() {
        signalled("onComplete", over::countDown);
    }
}
