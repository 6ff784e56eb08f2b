package org.gateway4j.host.spring;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The exchanges whose responses have not left the server yet. A gateway is drained as soon as its applications have answered; the
 * web server may still have to write what they said. Safe for use by any number of threads.
 */
final class ExchangesInFlight {

    private int count;

    /** Begins an exchange. What is returned ends it; only its first run counts. */
    synchronized Runnable begin() {
        count++;
        AtomicBoolean ended = new AtomicBoolean();
        return () -> {
            if (!ended.getAndSet(true)) {
                end();
            }
        };
    }

    private synchronized void end() {
        count--;
        if (count == 0) {
            notifyAll();
        }
    }

    /**
     * Waits until all exchanges have ended.
     *
     * @param nanos the longest time to wait
     * @return whether all have ended
     */
    synchronized boolean awaitNone(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        while (count > 0) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }
}
