package org.gateway4j;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Holds one piece of a {@link PublishedBody} at most, and asks for the next when that is wanted. A publisher that breaks the
 * rules makes the body fail, and nothing else. Safe for use by several threads; no foreign code runs under the lock.
 */
final class BodySubscriber implements Flow.Subscriber<ByteBuffer> {

    private enum State {
        /** Nobody has read yet. */
        NEW,
        /** The publisher has not given the subscription yet. */
        SUBSCRIBING,
        /** Nothing is asked for. */
        IDLE,
        /** A piece is asked for. */
        ASKED,
        /** The publisher has completed, or the body has failed. A piece may be left. */
        OVER,
        CLOSED
    }

    private final long expected;
    private final ReentrantLock lock = new ReentrantLock();
    private State state = State.NEW;
    private Flow.@Nullable Subscription subscription;
    private @Nullable ByteBuffer piece;
    private long received;
    private @Nullable Throwable failure;
    private @Nullable Runnable wakeUp;

    /** A subscriber that fails when it gets more than so many bytes, unless that is -1. */
    BodySubscriber(long expected) {
        this.expected = expected;
    }

    /** Takes what is there: the number of bytes, 0 if there are none now, or -1 at the end. */
    int take(ByteBuffer target) throws IOException {
        lock.lock();
        try {
            ByteBuffer present = piece;
            if (present != null) {
                return take(present, target);
            }
            return switch (state) {
                case NEW, SUBSCRIBING, IDLE, ASKED -> 0;
                case OVER -> endOrFailure();
                case CLOSED -> throw new ClosedChannelException();
            };
        } finally {
            lock.unlock();
        }
    }

    private int take(ByteBuffer present, ByteBuffer target) {
        int count = Math.min(present.remaining(), target.remaining());
        target.put(present.slice(present.position(), count));
        present.position(present.position() + count);
        if (!present.hasRemaining()) {
            piece = null;
        }
        return count;
    }

    private int endOrFailure() throws IOException {
        if (failure == null) {
            return -1;
        }
        if (failure instanceof IOException e) {
            throw e;
        }
        throw new IOException("the publisher failed: " + failure, failure);
    }

    /** Asks for a piece if there is none and none is on its way. */
    void ask(Flow.Publisher<? extends ByteBuffer> publisher) {
        State before;
        Flow.Subscription source;
        lock.lock();
        try {
            if (piece != null) {
                return;
            }
            before = state;
            source = subscription;
            switch (before) {
                case NEW -> state = State.SUBSCRIBING;
                case IDLE -> state = State.ASKED;
                case SUBSCRIBING, ASKED, OVER, CLOSED -> {}
            }
        } finally {
            lock.unlock();
        }
        if (before == State.NEW) {
            subscribe(publisher);
        } else if (before == State.IDLE && source != null) {
            request(source);
        }
    }

    private void subscribe(Flow.Publisher<? extends ByteBuffer> publisher) {
        try {
            publisher.subscribe(this);
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void request(Flow.Subscription source) {
        try {
            source.request(1);
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    /** Runs the action once a read is worth it: now, perhaps. */
    void whenReadable(Runnable action) {
        lock.lock();
        try {
            if (piece == null && (state == State.SUBSCRIBING || state == State.ASKED)) {
                wakeUp = action;
                return;
            }
        } finally {
            lock.unlock();
        }
        action.run();
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        requireSignal(given);
        boolean wanted;
        lock.lock();
        try {
            wanted = state == State.SUBSCRIBING;
            if (wanted) {
                subscription = given;
                state = State.ASKED;
            }
        } finally {
            lock.unlock();
        }
        if (wanted) {
            request(given);
        } else {
            given.cancel();
        }
    }

    @Override
    public void onNext(ByteBuffer given) {
        requireSignal(given);
        String fault;
        lock.lock();
        try {
            fault = accept(given);
        } finally {
            lock.unlock();
        }
        if (fault == null) {
            wakeUp();
        } else {
            fail(new IOException(fault));
        }
    }

    /** Takes a piece in; returns what is wrong with it, or null. */
    private @Nullable String accept(ByteBuffer given) {
        switch (state) {
            case OVER, CLOSED -> {
                return null;
            }
            case NEW, SUBSCRIBING, IDLE -> {
                return "the publisher of the request body gave more pieces than were requested";
            }
            case ASKED -> received += given.remaining();
        }
        if (expected >= 0 && received > expected) {
            return "request body has more than the declared " + expected + " bytes";
        }
        state = State.IDLE;
        piece = given.hasRemaining() ? given.duplicate() : null;
        return null;
    }

    @Override
    public void onError(Throwable cause) {
        requireSignal(cause);
        over(cause);
    }

    @Override
    public void onComplete() {
        over(null);
    }

    /** Rule 2.13: null is the publisher's fault, and it hears of it. */
    private void requireSignal(@Nullable Object signal) {
        if (signal == null) {
            NullPointerException fault = new NullPointerException("the publisher of the request body signalled null");
            fail(fault);
            throw fault;
        }
    }

    /** The publisher is no use any more. */
    private void fail(Exception fault) {
        if (over(fault)) {
            cancel();
        }
    }

    /** The publisher has ended, or failed; false if the body is over already. */
    private boolean over(@Nullable Throwable cause) {
        lock.lock();
        try {
            if (state == State.OVER || state == State.CLOSED) {
                return false;
            }
            state = State.OVER;
            failure = cause;
        } finally {
            lock.unlock();
        }
        wakeUp();
        return true;
    }

    /** Wants no more. The first call counts. */
    void close() {
        boolean live;
        lock.lock();
        try {
            live = state != State.OVER && state != State.CLOSED;
            state = State.CLOSED;
            piece = null;
        } finally {
            lock.unlock();
        }
        wakeUp();
        if (live) {
            cancel();
        }
    }

    private void wakeUp() {
        Runnable action;
        lock.lock();
        try {
            action = wakeUp;
            wakeUp = null;
        } finally {
            lock.unlock();
        }
        if (action != null) {
            action.run();
        }
    }

    private void cancel() {
        Flow.Subscription source;
        lock.lock();
        try {
            source = subscription;
            subscription = null;
        } finally {
            lock.unlock();
        }
        try {
            if (source != null) {
                source.cancel();
            }
        } catch (RuntimeException e) {
            // Its signals are ignored from now on in any case.
        }
    }
}
