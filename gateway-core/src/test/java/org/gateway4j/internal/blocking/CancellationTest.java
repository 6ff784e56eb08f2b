package org.gateway4j.internal.blocking;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whose interrupt it is that a dispatch leaves behind. */
class CancellationTest {

    private final Cancellation cancellation = new Cancellation();

    @AfterEach
    void clear() {
        Thread.interrupted();
    }

    @Test
    void itsOwnInterruptGoesNoFurther() {
        cancellation.enter();
        cancellation.cancel();
        assertTrue(Thread.currentThread().isInterrupted());
        cancellation.detach();
        cancellation.leave();
        assertFalse(Thread.currentThread().isInterrupted());
    }

    @Test
    void interruptOfTheHostBeforeItStays() {
        cancellation.enter();
        Thread.currentThread().interrupt();
        cancellation.cancel();
        cancellation.detach();
        cancellation.leave();
        assertTrue(Thread.currentThread().isInterrupted());
    }

    @Test
    void interruptOfTheHostStaysWhereTheCallWasCancelledBeforeItBegan() {
        cancellation.cancel();
        Thread.currentThread().interrupt();
        cancellation.enter();
        cancellation.leave();
        assertTrue(Thread.currentThread().isInterrupted());
    }
}
