package org.gateway4j.internal.exchange;

import org.gateway4j.internal.wire.Nanos;

/**
 * The deadlines of the waits of an exchange. A deadline restarts only with the progress that it is named after. So error output
 * and packets without content keep no exchange alive. Used by one exchange after the other.
 */
public final class Deadlines {

    private TimeoutNanos timeouts = TimeoutNanos.NONE;
    private long exchange = Nanos.NEVER;

    /** When the application must have taken some of the pending bytes; {@link Nanos#NEVER} while nothing waits for that. */
    private long write = Nanos.NEVER;

    /** When the head, then the next byte of the body, must be here; {@link Nanos#NEVER} while nothing waits for that. */
    private long answer = Nanos.NEVER;

    /** How many bytes of the request's body were sent when the answer's deadline was started last. */
    private long accounted;

    private boolean headReceived;

    Deadlines() {}

    void begin(TimeoutNanos ofRequest, long ofExchange) {
        timeouts = ofRequest;
        exchange = ofExchange;
        write = Nanos.NEVER;
        answer = Nanos.NEVER;
        accounted = 0;
        headReceived = false;
    }

    /** When the whole exchange must be over. */
    public long exchange() {
        return exchange;
    }

    /** Whether the deadline of the whole exchange has passed. */
    boolean isExchangeLate(long now) {
        return Nanos.passed(exchange, now);
    }

    /** When the application must have taken some of what it is sent now. */
    public long write(long now) {
        if (write == Nanos.NEVER) {
            write = Nanos.after(now, timeouts.write());
        }
        return Nanos.earlier(write, exchange);
    }

    /** When the head, then the next byte of the body, must be here. */
    public long answer(long now) {
        if (answer == Nanos.NEVER) {
            answer = Nanos.after(now, headReceived ? timeouts.read() : timeouts.head());
        }
        return Nanos.earlier(answer, exchange);
    }

    /**
     * The deadline of the next progress. Before the head, the application must take the request. After the head, only the answer
     * counts. The time that the client needs for its body does not count.
     */
    public long next(RequestFrames frames, long now) {
        if (frames.isStarved()) {
            return exchange;
        }
        return frames.canAdvance() && !headReceived ? write(now) : answer(now);
    }

    /**
     * The application has taken some bytes of the request. The answer's deadline restarts too, unless these bytes only repeat
     * that the input has ended.
     *
     * @param unasked whether the application takes the body at its own pace
     */
    public void sent(long bodyBytes, boolean unasked) {
        write = Nanos.NEVER;
        if (unasked || bodyBytes != accounted) {
            accounted = bodyBytes;
            answer = Nanos.NEVER;
        }
    }

    /** The head was received. From now on each piece of the body has its own deadline. */
    void headReceived() {
        headReceived = true;
        answer = Nanos.NEVER;
    }

    /** The next piece of the body is wanted. Its time starts now. */
    public void pieceAskedFor() {
        answer = Nanos.NEVER;
    }
}
