package org.gateway4j.cgi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.gateway4j.cgi.internal.ProcessState.Life;
import org.gateway4j.internal.wire.Nanos;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a process is given time for, without any process. */
class ProcessStateTest {

    private static final long START = 1_000;
    private static final ProcessTimes TIMES = new ProcessTimes(1, 20, 300);

    private final ProcessState state = new ProcessState(TIMES, () -> START);

    private void exitsWithAllRead() {
        state.outputEnded();
        state.exitNoticed();
        state.pumpEnded();
    }

    @Test
    void runningProcessHasTheTimeOfItsExchangeOnly() {
        assertEquals(Nanos.NEVER, state.deadline());
        assertFalse(state.isOver());
    }

    @Test
    void answerIsOverWhenTheOutputIsReadAndTheExitNoticed() {
        state.outputEnded();
        assertFalse(state.isOver());
        state.exitNoticed();
        assertFalse(state.isOver());
        state.pumpEnded();
        assertTrue(state.isOver());
        assertFalse(state.isAtItsEnd());
    }

    @Test
    void errorOutputThatIsStillReadIsAwaitedForAWhile() {
        state.pumpStarted();
        exitsWithAllRead();
        assertFalse(state.isOver());
        assertEquals(START + 20, state.deadline());
        assertTrue(state.expire(START + 20));
        state.settle();
        assertTrue(state.isOver());
    }

    @ParameterizedTest
    @CsvSource({"GOES_ON, true, false", "EXITS, false, false", "UNKNOWN, false, true"})
    void exitBehindTheOutputIsAwaitedIfItHasBegun(ExitSign sign, boolean over, boolean limited) {
        state.outputEnded();
        state.exitDelayed(sign);
        assertEquals(over, state.isOver());
        assertEquals(limited ? START + 20 : Nanos.NEVER, state.deadline());
    }

    @Test
    void outputThatOutlivesTheProcessIsTheExchangesToAwait() {
        state.exitNoticed();
        assertTrue(state.isOutlived());
        assertEquals(Nanos.NEVER, state.deadline());
        assertTrue(state.letFinish());
        assertEquals(START + 20, state.deadline());
    }

    @Test
    void processThatFinishesHasTheTimeOfAnExchange() {
        assertTrue(state.letFinish());
        assertEquals(START + 300, state.deadline());
        assertFalse(state.letFinish());
        exitsWithAllRead();
        assertTrue(state.isAtItsEnd());
        assertFalse(state.wasToldToEnd());
    }

    @Test
    void graceBeginsWhenTheSignalIsSent() {
        assertTrue(state.terminate(true));
        assertEquals(Nanos.NEVER, state.deadline());
        state.terminateSent();
        assertEquals(START + 1, state.deadline());
        state.kill();
        state.killSent();
        assertEquals(START + 20, state.deadline());
        assertTrue(state.wasToldToEnd());
    }

    @Test
    void deadProcessIsGivenNoTime() {
        assertTrue(state.terminate(false));
        assertEquals(START, state.deadline());
    }

    @Test
    void signalThatWasSentTooLateChangesNothing() {
        state.terminate(true);
        state.kill();
        state.terminateSent();
        assertEquals(Nanos.NEVER, state.deadline());
        state.gone();
        state.killSent();
        state.abandon();
        assertEquals(Nanos.NEVER, state.deadline());
        assertEquals(Life.GONE, state.life());
    }

    @Test
    void onlyTheDeadlineThatIsSetExpires() {
        state.letFinish();
        assertFalse(state.expire(START));
        assertTrue(state.expire(START + 300));
        assertFalse(state.expire(START + 300));
    }
}
