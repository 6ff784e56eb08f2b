package org.gateway4j.host.spring;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.gateway4j.testkit.Await;
import org.junit.jupiter.api.Test;

class ExchangesInFlightTest {

    private static final long LONG = TimeUnit.MINUTES.toNanos(1);

    private final ExchangesInFlight exchanges = new ExchangesInFlight();

    @Test
    void nothingIsWaitedForWithoutAnExchange() throws Exception {
        assertTrue(exchanges.awaitNone(0));
    }

    @Test
    void allExchangesAreWaitedFor() throws Exception {
        Runnable first = exchanges.begin();
        Runnable second = exchanges.begin();
        FutureTask<Boolean> wait = new FutureTask<>(() -> exchanges.awaitNone(LONG));
        Thread waiting = new Thread(wait);
        waiting.start();
        Await.untilEquals(Thread.State.TIMED_WAITING, waiting::getState, "state of the waiting thread");

        first.run();
        first.run();
        assertFalse(wait.isDone());
        second.run();

        assertTrue(wait.get(10, TimeUnit.SECONDS));
    }

    @Test
    void theWaitHasAnEnd() throws Exception {
        exchanges.begin();

        assertFalse(exchanges.awaitNone(1));
    }
}
