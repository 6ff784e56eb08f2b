package org.gateway4j.ajp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.gateway4j.Endpoint;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.PoolConfig;
import org.gateway4j.ajp.ScriptedLoop.ScriptedLink;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.async.AsyncResponse;
import org.gateway4j.async.ResponseHandler;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A loop watches its idle connections, and looks for what it has not seen yet before a connection is reused. */
class ReuseOnALoopTest {

    private static final byte[] HEAD = Wire.packet("04 00c8 0002 'OK' 00 0000");
    private static final byte[] END = Wire.packet("05 01");
    private static final byte[] SMALL = Wire.join(HEAD, Wire.packet("03 0005 'small' 00"), END);

    /** The size of the buffer that a connection reads into. */
    private static final int BUFFER = 64 * 1024;

    private static final int LARGEST_PACKET = 8192;

    /** The bytes of a packet with a piece of a body beside that piece. */
    private static final int FRAME = 8;

    private final ScriptedLoop loop = new ScriptedLoop();
    private final AsyncGateway gateway = AjpGateway.builder(Endpoint.parse("127.0.0.1:8009"))
            .pool(PoolConfig.of(1))
            .buildAsync();

    @AfterEach
    void close() throws InterruptedException {
        gateway.close();
        loop.runUntil(() -> loop.links().stream().allMatch(ScriptedLink::isClosed));
        assertEquals(0, gateway.stats().inUse() + gateway.stats().idle());
    }

    /**
     * The answer is there when the link is looked at, and the response is read to its end. The thread that looks after the
     * pool may have the connection when the request comes, so the request is awaited.
     */
    private String get(int link, byte[] answer) throws InterruptedException {
        Reading reading = new Reading();
        int writes = loop.writes(link);
        gateway.dispatch(GatewayRequest.get("/").build(), loop, reading);
        loop.runUntil(() -> loop.writes(link) > writes);
        ScriptedLink used = loop.links().get(link);
        used.arrive(answer);
        used.notice();
        loop.run();
        return reading.outcome;
    }

    @Test
    void connectionServesAgain() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            assertEquals("small", get(0, SMALL));
        }

        assertEquals(1, loop.links().size());
    }

    /** They are another answer, which the next exchange would take for its own. */
    @Test
    @Covers({"ajp/complaint-3", "ajp/CVE-2026-103119"})
    void lateBytesThatTheLoopHasNotSeenPoisonTheConnection() throws InterruptedException {
        assertEquals("small", get(0, SMALL));
        loop.links().get(0).arrive(Wire.join(HEAD, Wire.packet("03 0004 'late' 00"), END));

        assertEquals("small", get(1, SMALL));
        assertTrue(loop.links().get(0).isClosed());
    }

    @Test
    @Covers("ajp/complaint-3")
    void lateBytesThatTheLoopHasSeenPoisonTheConnection() throws InterruptedException {
        assertEquals("small", get(0, SMALL));
        loop.links().get(0).arrive(SMALL);
        loop.links().get(0).notice();

        assertEquals("small", get(1, SMALL));
        assertTrue(loop.links().get(0).isClosed());
    }

    @Test
    @Covers("ajp/complaint-3")
    void bytesBehindAnAnswerThatFillsTheBufferPoisonTheConnection() throws InterruptedException {
        byte[] filling = answer(BUFFER);

        assertEquals("x".repeat(bodyOf(BUFFER)), get(0, Wire.join(filling, SMALL)));
        assertEquals(1, loop.links().get(0).reads());

        assertEquals("small", get(1, SMALL));
        assertTrue(loop.links().get(0).isClosed());
    }

    @Test
    void connectionServesAgainAfterAnAnswerThatFillsTheBuffer() throws InterruptedException {
        get(0, answer(BUFFER));

        assertEquals("small", get(0, SMALL));
        assertFalse(loop.links().get(0).isClosed());
    }

    /** An answer with that many bytes on the wire, a multiple of the largest packet. */
    private static byte[] answer(int size) {
        byte[] answer = HEAD;
        int left = bodyOf(size);
        while (left > 0) {
            int count = Math.min(left, LARGEST_PACKET - FRAME);
            answer = Wire.join(answer, Wire.packet("03 %04x '%s' 00".formatted(count, "x".repeat(count))));
            left -= count;
        }
        return Wire.join(answer, END);
    }

    private static int bodyOf(int size) {
        int packets = size / LARGEST_PACKET;
        return size - HEAD.length - END.length - packets * FRAME;
    }

    /** Reads a response as far as it is there. */
    private static final class Reading implements ResponseHandler {

        private String outcome = "nothing";

        @Override
        public void answered(AsyncResponse response) {
            ByteBuffer buffer = ByteBuffer.allocate(100_000);
            try {
                int count = response.read(buffer);
                while (count > 0) {
                    count = response.read(buffer);
                }
                outcome = count == 0 ? "a part" : Bytes.text(Wire.bytes(buffer.flip()));
            } catch (GatewayException e) {
                failed(e);
            }
        }

        @Override
        public void failed(GatewayException e) {
            outcome = String.valueOf(e.getMessage());
        }
    }
}
