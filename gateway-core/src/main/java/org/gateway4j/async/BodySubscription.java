package org.gateway4j.async;

import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.gateway4j.GatewayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the body of a response to a subscriber, piece by piece as that requests them.
 *
 * <p>Any thread may say that there is something to do; one turn at a time does it, on the loop. What is said during a turn is
 * done by the same turn, so a subscriber that requests within {@code onNext} does not recurse.
 */
final class BodySubscription implements Flow.Subscription {

    private static final Logger LOG = LoggerFactory.getLogger(BodySubscription.class);

    /** Pieces that are given one after another before others on the loop get a turn. */
    private static final int MOST_PIECES = 16;

    private static final ByteBuffer NO_PIECE = ByteBuffer.allocate(0);

    private final AsyncResponse response;
    private final int pieceSize;

    /** How often something was said since the last turn began; 0 while no turn runs or is to run. */
    private final AtomicInteger work = new AtomicInteger();

    private final AtomicLong requested = new AtomicLong();
    private volatile boolean refusedRequest;
    private volatile boolean cancelled;

    // What follows belongs to the turn.
    private Flow.@Nullable Subscriber<? super ByteBuffer> subscriber;
    private boolean subscribed;

    /** Whether the response has nothing now and will say when it has. */
    private volatile boolean awaited;

    private ByteBuffer piece = NO_PIECE;

    BodySubscription(AsyncResponse response, int pieceSize, Flow.Subscriber<? super ByteBuffer> subscriber) {
        this.response = response;
        this.pieceSize = pieceSize;
        this.subscriber = subscriber;
    }

    /** Tells the subscriber that it is one. */
    void start() {
        wakeUp();
    }

    @Override
    public void request(long count) {
        if (count > 0) {
            requested.accumulateAndGet(count, (before, more) -> {
                long sum = before + more;
                return sum < 0 ? Long.MAX_VALUE : sum;
            });
        } else {
            refusedRequest = true;
        }
        wakeUp();
    }

    @Override
    public void cancel() {
        cancelled = true;
        wakeUp();
    }

    private void wakeUp() {
        if (work.getAndIncrement() == 0) {
            if (response.loop().inEventLoop()) {
                turn();
            } else {
                turnLater();
            }
        }
    }

    private void turnLater() {
        try {
            response.loop().execute(this::turn);
        } catch (RejectedExecutionException e) {
            turnWithoutLoop(e);
        }
    }

    private void turn() {
        int seen;
        do {
            seen = work.get();
            if (!advance()) {
                turnLater();
                return;
            }
        } while (work.addAndGet(-seen) != 0);
    }

    /** Does what there is to do; false if others on the loop should have a turn before the rest of it. */
    private boolean advance() {
        for (int given = 0; given < MOST_PIECES; given++) {
            Flow.Subscriber<? super ByteBuffer> told = subscriber;
            if (told == null) {
                return true;
            }
            try {
                if (!subscribed) {
                    subscribed = true;
                    told.onSubscribe(this);
                }
                if (!giveNext(told)) {
                    return true;
                }
            } catch (RuntimeException | Error e) {
                LOG.error("a subscriber failed", e);
                end();
            }
        }
        return false;
    }

    /** Gives the next piece, or the end, if it is wanted and there; false if there is nothing more to do. */
    private boolean giveNext(Flow.Subscriber<? super ByteBuffer> told) {
        if (cancelled) {
            end();
            return false;
        }
        if (refusedRequest) {
            end();
            told.onError(new IllegalArgumentException("a request for fewer than one piece (rule 3.9)"));
            return false;
        }
        if (awaited || requested.get() == 0) {
            return false;
        }
        int count;
        try {
            count = read();
        } catch (GatewayException | RuntimeException | Error e) {
            end();
            told.onError(e);
            return false;
        }
        if (count > 0) {
            requested.getAndUpdate(before -> before == Long.MAX_VALUE ? before : before - 1);
            told.onNext(takePiece());
        } else if (count < 0) {
            end();
            told.onComplete();
        }
        return count > 0;
    }

    private int read() throws GatewayException {
        if (!piece.hasRemaining()) {
            piece = ByteBuffer.allocate(pieceSize);
        }
        int count = response.read(piece);
        if (count == 0) {
            awaited = true;
            response.demand(this::readable);
        }
        return count;
    }

    private void readable() {
        awaited = false;
        wakeUp();
    }

    private ByteBuffer takePiece() {
        ByteBuffer taken = piece.flip();
        piece = NO_PIECE;
        return taken;
    }

    /** The subscriber hears no more, unless of the end. */
    private void end() {
        subscriber = null;
        piece = NO_PIECE;
        response.close();
    }

    /** The last turn, on whatever thread: the loop has ended. It stays the last, since its work is never done. */
    private void turnWithoutLoop(RejectedExecutionException cause) {
        Flow.Subscriber<? super ByteBuffer> told = subscriber;
        if (told == null) {
            return;
        }
        end();
        if (cancelled) {
            return;
        }
        try {
            if (!subscribed) {
                told.onSubscribe(this);
            }
            told.onError(cause);
        } catch (RuntimeException | Error e) {
            LOG.error("a subscriber failed", e);
        }
    }
}
