package org.gateway4j.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.gateway4j.ExchangeAbortedException;
import org.gateway4j.Phase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A response on an event loop, step by step. */
class AsyncStreamingTest {

    private final List<AccessEvent> log = new ArrayList<>();
    private final RecordingSink sink = new RecordingSink();
    private final ManualLoop loop = new ManualLoop();
    private final ScriptedAsyncGateway gateway = new ScriptedAsyncGateway();

    @BeforeEach
    void dispatch() {
        AsyncRelay relay =
                new AsyncRelay(Mounts.of(gateway), HostConfig.defaults().accessLog(log::add));
        assertTrue(relay.serve(HostRequest.of("GET", "/").field("Host", "example.org"), loop, sink));
    }

    @Test
    void theHeadGoesOutWhileTheApplicationThinks() {
        gateway.handler.answered(gateway);
        assertEquals(List.of("head", "flush"), sink.calls);
    }

    @Test
    void eachPieceIsFlushedWhenNothingMoreIsAtHand() {
        gateway.handler.answered(gateway);
        gateway.send("one");
        gateway.send("two");
        gateway.end();
        assertEquals(List.of("head", "flush", "write 3", "flush", "write 3", "flush", "end"), sink.calls);
        assertTrue(gateway.closed);
        assertNull(log.get(0).failure());
    }

    @Test
    void piecesThatAreAtHandLeaveTogether() {
        gateway.send("one");
        gateway.send("two");
        gateway.end();
        gateway.handler.answered(gateway);
        assertEquals(List.of("head", "write 3", "write 3", "end"), sink.calls);
    }

    @Test
    void withoutRoomAtTheClientNothingIsRead() {
        sink.writable = false;
        gateway.send("one");
        gateway.handler.answered(gateway);
        assertEquals(0, gateway.reads);
        assertNull(gateway.demand);
        sink.writable = true;
        sink.whenWritable.run();
        assertEquals("one", sink.text());
    }

    @Test
    void aLongBodyLeavesOtherConnectionsTheirTurn() {
        gateway.send("x".repeat(16 * 40));
        gateway.end();
        gateway.handler.answered(gateway);
        assertFalse(sink.ended);
        int first = sink.body.size();
        assertTrue(first < 16 * 40, "bytes of the first turn: " + first);
        loop.run();
        assertEquals(16 * 40, sink.body.size());
        assertTrue(sink.ended);
    }

    @Test
    void aClientThatLeavesEndsAnExchangeWithoutAHead() {
        sink.clientGone.run();
        assertTrue(gateway.aborted);
        assertEquals(List.of("abort"), sink.calls);

        gateway.handler.failed(new ExchangeAbortedException("scripted", Phase.HEAD, true, "aborted", null));
        assertEquals(List.of("abort"), sink.calls);
        assertEquals(1, log.size());
        assertEquals(0, log.get(0).status());
    }

    @Test
    void aResponseThatComesTooLateIsClosed() {
        sink.clientGone.run();
        gateway.handler.answered(gateway);
        assertTrue(gateway.closed);
        assertEquals(List.of("abort"), sink.calls);
    }

    @Test
    void aClientThatLeavesWithinAPauseEndsTheExchange() {
        gateway.handler.answered(gateway);
        gateway.send("one");
        sink.clientGone.run();
        assertTrue(gateway.aborted);
        assertTrue(gateway.closed);
        gateway.send("two");
        assertEquals("one", sink.text());
        assertEquals(1, log.size());
    }

    @Test
    void anotherThreadMaySayThatTheClientIsGone() {
        loop.current = false;
        sink.clientGone.run();
        assertEquals(List.of(), sink.calls);
        loop.run();
        assertEquals(List.of("abort"), sink.calls);
        assertTrue(gateway.aborted);
    }

    @Test
    void afterTheEndTheClientMayGo() {
        gateway.end();
        gateway.handler.answered(gateway);
        sink.clientGone.run();
        assertEquals(List.of("head", "end"), sink.calls);
        assertFalse(gateway.aborted);
        assertEquals(1, log.size());
    }
}
