package org.gateway4j.ajp.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.gateway4j.internal.protocol.AnswerException;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is owed of a request body, rule by rule and in random runs against a model. */
class BodyObligationTest {

    private final BodyObligation obligation = new BodyObligation(8192);

    @Test
    @Covers("ajp/body-1")
    void knownLengthOwesOnePacketUnasked() throws AnswerException {
        obligation.begin(10_000);
        assertEquals(8186, obligation.credit());
        obligation.paid(8186);
        assertEquals(0, obligation.credit());
        obligation.asked(8186);
        obligation.paid(1814);
        assertEquals(0, obligation.credit());
    }

    @ParameterizedTest
    @Covers({"ajp/body-2", "ajp/body-3"})
    @ValueSource(longs = {0, -1})
    void noBodyAndUnknownLengthOweNothingUnasked(long length) throws AnswerException {
        obligation.begin(length);
        assertEquals(0, obligation.credit());
        obligation.asked(100);
        assertEquals(100, obligation.credit());
    }

    @Test
    @Covers("ajp/body-4")
    void creditIsWhatWasAskedForWithinThePacketSize() throws AnswerException {
        obligation.begin(-1);
        obligation.asked(1);
        assertEquals(1, obligation.credit());
        obligation.paid(1);
        obligation.asked(65_535);
        assertEquals(8186, obligation.credit());
    }

    @Test
    @Covers("ajp/body-6")
    void endIsRepeatedButNotForEver() throws AnswerException {
        obligation.begin(0);
        for (int i = 0; i < 16; i++) {
            obligation.asked(8186);
            obligation.paid(0);
        }
        assertTrue(refused(8186).contains("16 times after the body's end"));
    }

    @Test
    void containerMayAskForOnePacketAtATime() throws AnswerException {
        obligation.begin(5);
        assertTrue(refused(8186).contains("before the first packet"));
        obligation.paid(5);
        obligation.asked(8186);
        assertTrue(refused(8186).contains("before the one before it was answered"));
        obligation.begin(-1);
        assertTrue(refused(0).contains("0 bytes"));
    }

    private String refused(int count) {
        return assertThrows(AnswerException.class, () -> obligation.asked(count))
                .getMessage();
    }

    @Test
    @Covers("ajp/body-8")
    void packetThatIsNotOwedCannotBeSent() throws AnswerException {
        obligation.begin(-1);
        assertThrows(IllegalStateException.class, () -> obligation.paid(1));
        assertThrows(IllegalStateException.class, () -> obligation.paid(0));
        obligation.begin(9);
        assertThrows(IllegalStateException.class, () -> obligation.paid(0));
        obligation.paid(9);
        obligation.asked(4);
        assertThrows(IllegalStateException.class, () -> obligation.paid(5));
    }

    @Test
    void nothingIsOwedFromTheExchangeBefore() throws AnswerException {
        obligation.begin(5);
        obligation.begin(0);
        assertEquals(0, obligation.credit());
        obligation.asked(7);
        obligation.begin(-1);
        assertEquals(0, obligation.credit());
    }

    /** A container counts what it may expect; whatever happens, it is sent that and nothing else. */
    @ParameterizedTest
    @Covers({"ajp/body-8", "ajp/body-10", "ajp/complaint-10", "ajp/CVE-2011-3190"})
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void packetsSentAreThoseExpected(long seed) throws AnswerException {
        Random random = new Random(seed);
        for (int exchange = 0; exchange < 500; exchange++) {
            long length = random.nextInt(4) == 0 ? -1 : random.nextInt(30_000);
            int expected = length > 0 ? 1 : 0;
            long left = length < 0 ? random.nextInt(30_000) : length;
            obligation.begin(length);
            for (int step = 0; step < 12; step++) {
                assertEquals(expected > 0, obligation.credit() > 0);
                if (obligation.credit() > 0) {
                    int sent = left == 0 ? 0 : 1 + random.nextInt((int) Math.min(left, obligation.credit()));
                    obligation.paid(sent);
                    left -= sent;
                    expected--;
                } else {
                    obligation.asked(1 + random.nextInt(65_535));
                    expected++;
                }
                assertTrue(expected == 0 || expected == 1);
            }
        }
    }
}
