package org.gateway4j.internal.exchange;

import org.gateway4j.internal.wire.Nanos;

/**
 * When each wait of an exchange must be over. A deadline starts anew with the progress that it is named after and with
 * nothing else: what an application writes to its error output, or sends without content, keeps no exchange alive. Used by one
 * exchange after the other.
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
     * What must come next, and when. Before the head an application must take what it is sent; once it answers, the answer alone
     * counts. The time that the client takes for its body is not the application's.
     */
    public long next(RequestFrames frames, long now) {
        if (frames.isStarved()) {
            return exchange;
        }
        return frames.canAdvance() && !headReceived ? write(now) : answer(now);
    }

    /**
     * The application has taken some of what it is sent. The answer's deadline starts anew too, unless the application was only
     * told again that its input has ended.
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

    /** From now on each piece of the body has its own deadline. */
    void headReceived() {
        headReceived = true;
        answer = Nanos.NEVER;
    }

    /** The next piece of the body is asked for; until now its time did not run. */
    public void pieceAskedFor() {
        answer = Nanos.NEVER;
    }
}
