package org.gateway4j.contract.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.gateway4j.PoolConfig;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.async.AsyncResponse;
import org.gateway4j.contract.ApplicationCall;
import org.gateway4j.testkit.PatternStream;
import org.junit.jupiter.api.Test;

/** Back-pressure downwards: who does not read holds up nobody else, and nothing is kept for him. */
interface FlowContract extends AsyncFixture {

    int MIB = 1 << 20;

    /** What the two sockets may hold, whose buffers grow; far less than a body. */
    int SOCKETS = 24 * MIB;

    /** Sends a pattern of a length, and counts what the connection has taken of it. */
    private static void sendPattern(ApplicationCall call, long length, AtomicLong sent) throws Exception {
        call.head(200);
        byte[] block = new byte[PatternStream.BLOCK];
        for (long number = 0; number * block.length < length; number++) {
            PatternStream.fill(block, number);
            call.write(block);
            sent.addAndGet(block.length);
        }
    }

    private BodyReading readPattern(AsyncResponse response, PatternStream.Expecting client) {
        return BodyReading.into(response, loop(), client);
    }

    /** One does not read at all until the fifteen others are through. */
    @Test
    default void slowReaderDoesNotSlowOthers() throws Exception {
        int length = 16 * MIB;
        application().behave(call -> sendPattern(call, length, new AtomicLong()));
        AsyncGateway gateway = gateway(settings().with(PoolConfig.of(16)));
        AsyncResponse slow = dispatch(gateway, get()).awaitAnswer();
        List<RecordingHandler> others = new ArrayList<>();
        for (int i = 1; i < 16; i++) {
            others.add(dispatch(gateway, get()));
        }
        List<BodyReading> readings = new ArrayList<>();
        for (RecordingHandler other : others) {
            readings.add(readPattern(other.awaitAnswer(), new PatternStream.Expecting()));
        }
        for (BodyReading reading : readings) {
            reading.await();
        }
        assertEquals(1, gateway.stats().inUse());
        assertWhole(slow, length);
    }

    private void assertWhole(AsyncResponse response, long length) throws Exception {
        PatternStream.Expecting client = new PatternStream.Expecting();
        readPattern(response, client).await();
        assertEquals(length, client.position());
    }

    /** While one client pauses, the gateway could read all of its answer, since it reads all of another's. */
    @Test
    default void answerIsNotReadAheadOfItsClient() throws Exception {
        int length = 64 * MIB;
        AtomicLong sent = new AtomicLong();
        application().behave(call -> sendPattern(call, length, sent));
        AsyncGateway gateway = gateway();
        AsyncResponse pausing = dispatch(gateway, get()).awaitAnswer();
        application().behave(call -> sendPattern(call, length, new AtomicLong()));
        assertWhole(dispatch(gateway, get()).awaitAnswer(), length);
        assertTrue(sent.get() < SOCKETS, () -> sent + " bytes were read for a client that reads none");
        assertWhole(pausing, length);
        assertEquals(length, sent.get());
    }

    /** Its client takes a little, and a little more only when another exchange has come and gone. */
    @Test
    default void slowClientGetsTheWholeAnswer() throws Exception {
        int length = 64 * MIB;
        AtomicLong sent = new AtomicLong();
        application().behave(call -> sendPattern(call, length, sent));
        AsyncGateway gateway = gateway();
        AsyncResponse response = dispatch(gateway, get()).awaitAnswer();
        application().behave(call -> call.answer(200, new byte[0]));
        PatternStream.Expecting client = new PatternStream.Expecting();
        while (client.position() < length - MIB) {
            BodyReading.some(MIB, response, loop(), client).await();
            assertEquals(0, dispatch(gateway, get()).awaitBody().length);
            assertTrue(sent.get() - client.position() < SOCKETS, () -> sent + " were read, " + client.position());
        }
        readPattern(response, client).await();
        assertEquals(length, client.position());
    }
}
