package org.gateway4j.contract.host;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets a script go on when the test says so. */
public final class Gate {

    private static final long PATIENCE_SECONDS = 20;

    private final Semaphore steps = new Semaphore(0);

    Gate() {}

    /** Lets one wait pass, that of now or the next. */
    public void open() {
        steps.release();
    }

    /** Lets all waits pass. */
    void openForGood() {
        steps.release(Integer.MAX_VALUE / 2);
    }

    /**
     * Waits until it is opened.
     *
     * @throws InterruptedException if this thread is interrupted meanwhile
     */
    public void pass() throws InterruptedException {
        if (!steps.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the test has not opened a gate");
        }
    }
}
